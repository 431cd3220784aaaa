/** Popup menus and small dialogs: one open at a time, keyboard first, the focus goes back to where it came from. */
import { el, icon } from "./page.ts";

export type MenuEntry =
    | {
          readonly text: string;
          readonly icon?: string;
          /** Shown at the right, for reading only. */
          readonly keys?: string;
          readonly checked?: boolean;
          readonly disabled?: boolean;
          readonly run: () => void;
      }
    /** A heading of the entries below it. */
    | { readonly heading: string }
    | "line";

interface Place {
    readonly x: number;
    readonly y: number;
}

let close: ((back: boolean) => void) | undefined;

/** Closes what is open. */
export function closePopup(): void {
    close?.(false);
}

/** Opens an element as a popup below (or over) an element or at a point; Escape, a click elsewhere and a lost window close it. */
export function openPopup(popup: HTMLElement, at: HTMLElement | Place, onClose: () => void = () => undefined): () => void {
    close?.(false);
    const before = document.activeElement instanceof HTMLElement ? document.activeElement : undefined;
    popup.classList.add("popup");
    // Within the landmark, so that it is found there.
    (document.querySelector("main") ?? document.body).append(popup);
    place(popup, at);
    const controller = new AbortController();
    const { signal } = controller;
    const done = (back: boolean): void => {
        if (close !== done) return;
        close = undefined;
        controller.abort();
        popup.remove();
        if (at instanceof HTMLElement && at.hasAttribute("aria-expanded")) at.setAttribute("aria-expanded", "false");
        if (back) before?.focus();
        onClose();
    };
    close = done;
    if (at instanceof HTMLElement && at.hasAttribute("aria-expanded")) at.setAttribute("aria-expanded", "true");
    popup.addEventListener("keydown", (event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        done(true);
    });
    const outside = (event: Event): void => {
        if (!popup.contains(event.target as Node)) done(false);
    };
    document.addEventListener("pointerdown", outside, { signal, capture: true });
    window.addEventListener("blur", () => done(false), { signal });
    return () => done(true);
}

/** Below the element where there is room, else above; never beyond the page. */
function place(popup: HTMLElement, at: HTMLElement | Place): void {
    const { width, height } = popup.getBoundingClientRect();
    const box = at instanceof HTMLElement ? at.getBoundingClientRect() : { left: at.x, top: at.y, bottom: at.y };
    const left = Math.max(4, Math.min(box.left, window.innerWidth - width - 4));
    const below = box.bottom + 2;
    const top = below + height <= window.innerHeight - 4 ? below : Math.max(4, box.top - height - 2);
    popup.style.left = `${left}px`;
    popup.style.top = `${top}px`;
    popup.style.maxHeight = `${window.innerHeight - 8}px`;
}

/** Opens a form as a dialog. */
export function openForm(label: string, form: HTMLFormElement, at: HTMLElement | Place): () => void {
    return openPopup(el("div", { role: "dialog", "aria-label": label }, form), at);
}

/** A menu of commands; arrows, Home, End and letters move in it. */
export function openMenu(label: string, entries: readonly MenuEntry[], at: HTMLElement | Place): void {
    const menu = el("div", { class: "menu", role: "menu", "aria-label": label });
    let finish = (): void => undefined;
    for (const entry of entries) {
        if (entry === "line") menu.append(el("div", { class: "line", role: "separator" }));
        else if ("heading" in entry) menu.append(el("div", { class: "heading", role: "presentation" }, entry.heading));
        else {
            const checkable = entry.checked !== undefined;
            const mark = checkable ? (entry.checked === true ? "check" : "blank") : (entry.icon ?? "blank");
            const item = el(
                "div",
                {
                    class: "item",
                    role: checkable ? "menuitemcheckbox" : "menuitem",
                    tabindex: -1,
                    ...(checkable ? { "aria-checked": String(entry.checked) } : {}),
                    ...(entry.disabled === true ? { "aria-disabled": "true" } : {}),
                    onclick: () => {
                        if (entry.disabled === true) return;
                        finish();
                        entry.run();
                    },
                },
                icon(mark),
                el("span", {}, entry.text),
                entry.keys === undefined ? undefined : el("span", { class: "keys" }, entry.keys),
            );
            menu.append(item);
        }
    }
    finish = openPopup(menu, at);
    const items = (): HTMLElement[] => [...menu.querySelectorAll<HTMLElement>(".item")];
    menu.addEventListener("keydown", (event) => onMenuKey(event, items()));
    items()[0]?.focus();
}

function onMenuKey(event: KeyboardEvent, items: readonly HTMLElement[]): void {
    const at = items.indexOf(document.activeElement as HTMLElement);
    const to = (index: number): void => {
        event.preventDefault();
        event.stopPropagation();
        items[(index + items.length) % items.length]?.focus();
    };
    if (event.key === "ArrowDown") to(at + 1);
    else if (event.key === "ArrowUp") to(at - 1);
    else if (event.key === "Home") to(0);
    else if (event.key === "End") to(items.length - 1);
    else if (event.key === "Tab") to(at + (event.shiftKey ? -1 : 1));
    else if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        event.stopPropagation();
        items[at]?.click();
    } else if (event.key.length === 1) {
        const letter = event.key.toLowerCase();
        const order = [...items.slice(at + 1), ...items.slice(0, at + 1)];
        order.find((item) => item.innerText.trim().toLowerCase().startsWith(letter))?.focus();
    }
}
