// How far long work has come: a bar with rate and time left where a person watches, else a line each minute.

export interface ProgressFacts {
  readonly watched: boolean;
  readonly clock: () => Date;
  readonly write: (text: string) => void;
}

export type Progress = (done: number, total: number, what: string) => void;

/** Milliseconds between two signs of life. */
const PAUSE = { watched: 200, unwatched: 60_000 } as const;
const WIDTH = 24;

function bar(done: number, total: number): string {
  const full = Math.round((done / total) * WIDTH);
  return `[${"#".repeat(full)}${" ".repeat(WIDTH - full)}]`;
}

/** `42 s`, `3 min`, `2 h 5 min`. */
function spanOf(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Short work says nothing: the first sign comes after the first pause. */
export function progressTo({ watched, clock, write }: ProgressFacts): Progress {
  let began: { readonly time: number; readonly what: string } | undefined;
  let last = 0;
  let shown = false;
  return (done, total, what) => {
    const now = clock().getTime();
    if (began?.what !== what || done <= 1) {
      began = { time: now, what };
      last = now;
      shown = false;
    }
    const due = now - last >= (watched ? PAUSE.watched : PAUSE.unwatched);
    if (!due && !(watched && shown && done === total)) return;
    last = now;
    const seconds = (now - began.time) / 1000;
    const rate = done / Math.max(seconds, 0.001);
    const pace = `${rate < 10 ? rate.toFixed(1) : Math.round(rate)}/s`;
    const left = done === total ? "" : `, ${spanOf((total - done) / rate)} left`;
    const said = `${done} of ${total} ${what}, ${pace}${left}`;
    if (watched) write(`\r\x1b[K${bar(done, total)} ${said}${done === total ? "\n" : ""}`);
    else write(`${said}\n`);
    shown = true;
  };
}
