// A worker that signs documents.
import { serve } from "./pool.ts";
import { signer } from "./signing-pool.ts";

await serve(signer);
