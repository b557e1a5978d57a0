// A worker that examines files.
import { examiner, type Setup } from "./examining.ts";
import { serve } from "./pool.ts";

await serve((setup: Setup) => examiner(setup));
