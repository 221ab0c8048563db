package dev.holdfast.ui.shell;

/** One step of the breadcrumb. {@code link} is its address; empty for the page itself. */
public record Crumb(String name, String link) {
    public static Crumb here(String name) {
        return new Crumb(name, "");
    }
}
