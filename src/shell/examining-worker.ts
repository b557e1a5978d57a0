// A worker that examines files.
import { examiner } from "./examining.ts";
import { serve } from "./pool.ts";

await serve(examiner);
