/** Places in a script, where InfluxDB puts them in its messages. */

const plan = "error in building plan while starting program: ";

/** A run's error with its place where InfluxDB puts it: before the step's name, or behind the function's. */
export function messageAt(message: string, place: string | undefined): string {
    if (message.startsWith("cannot submit unbounded read")) return plan + message;
    const inPlan = message.indexOf(plan);
    if (inPlan >= 0) return message.slice(inPlan);
    if (place === undefined || /@\d+:\d+/.test(message) || message.startsWith("failed to initialize")) return message;
    const call = /^error calling function "[^"]*"(?=:)/.exec(message)?.[0];
    if (call !== undefined) return `${call} @${place}${message.slice(call.length)}`;
    // What the storage says has no place.
    if (message.startsWith("error in ") || message.startsWith("schema collision: cannot group")) return message;
    return `runtime error @${place}: ${message.replace(/^runtime error: /, "")}`;
}
