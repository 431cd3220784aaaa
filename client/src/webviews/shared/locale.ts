/** Imported before packages that read the browser's language when they load. */

// Chromium hands on the POSIX locale as `en-US@posix`, which no Intl formatter takes.
try {
    new Intl.NumberFormat(navigator.language);
} catch {
    Object.defineProperty(navigator, "language", { value: "en-US" });
}
