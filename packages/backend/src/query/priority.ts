/** Scheduling priority of single threads, on Linux, where each has its own. Elsewhere nothing happens. */
import { readlinkSync } from "node:fs";
import { constants, setPriority } from "node:os";

/** The kernel's number of the calling thread. */
export function ownThread(): number | undefined {
    try {
        return Number(/\/task\/(\d+)$/.exec(readlinkSync("/proc/thread-self"))?.[1]);
    } catch {
        return undefined;
    }
}

/** Whether the thread now yields to others. */
export function lowerPriority(thread: number | undefined): boolean {
    return set(thread, constants.priority.PRIORITY_LOW);
}

/** Whether the thread has its usual priority again. */
export function restorePriority(thread: number | undefined): boolean {
    return set(thread, constants.priority.PRIORITY_NORMAL);
}

function set(thread: number | undefined, priority: number): boolean {
    if (thread === undefined) return false;
    try {
        setPriority(thread, priority);
        return true;
    } catch {
        return false;
    }
}
