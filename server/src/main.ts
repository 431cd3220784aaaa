/** Entry of the server as a process of its own. */
import { serveByArguments } from "./node.ts";

serveByArguments();
