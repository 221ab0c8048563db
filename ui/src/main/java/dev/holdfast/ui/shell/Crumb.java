package dev.holdfast.ui.shell;

/**
 * One step of the way to a page.
 *
 * @param name what it is called
 * @param link where it leads; empty for the page itself
 */
public record Crumb(String name, String link) {
    public static Crumb here(String name) {
        return new Crumb(name, "");
    }
}
