package dev.holdfast.ui.reference;

import static dev.holdfast.ui.text.Texts.text;
import static dev.holdfast.ui.text.Texts.word;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import dev.holdfast.contract.operator.reference.FeedRelease;
import dev.holdfast.contract.operator.reference.ReferenceValueView;
import dev.holdfast.contract.operator.reference.RetirementPreview;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.shell.Links;
import java.util.stream.Collectors;

/** Texts for reference values. */
public final class ReferenceWords {
    private ReferenceWords() {}

    static StatusBadge badge(ReferenceValueView value) {
        return switch (value.state()) {
            case PERMANENT ->
                value.current()
                        ? StatusBadge.of(Tone.AFFIRMING, Icon.CHECK, text("reference-values.current"))
                        : StatusBadge.of(Tone.UNKNOWN, Icon.CLOCK_BACK, text("reference-values.older"));
            case TENTATIVE -> StatusBadge.of(Tone.PROGRESS, Icon.HOURGLASS, word(value.state()));
            case RETIRED -> StatusBadge.of(Tone.CONTRAINDICATED, Icon.BLOCKED, word(value.state()));
            case NONE -> StatusBadge.of(Tone.UNKNOWN, Icon.DASH, word(value.state()));
        };
    }

    public static Component linked(String catalog, ReferenceValueView value) {
        Anchor link = new Anchor(Links.referenceValues(
                catalog, ReferenceQuery.ALL.withValue(ReferenceQuery.key(value)).toParameters()));
        link.add(badge(value));
        link.getElement().setAttribute("title", meaning(value));
        return link;
    }

    static String meaning(ReferenceValueView value) {
        return switch (value.state()) {
            case PERMANENT ->
                text(value.current() ? "reference-values.current.meaning" : "reference-values.older.meaning");
            case TENTATIVE -> text("reference-values.tentative.meaning");
            case RETIRED -> text("reference-values.retired.meaning");
            case NONE -> text("reference-values.none.meaning");
        };
    }

    static String origin(ReferenceValueView value) {
        String releases = releases(value);
        return releases.isEmpty() ? word(value.origin()) : word(value.origin()) + ": " + releases;
    }

    /** Returns the OS releases that have a value; empty for none. */
    static String releases(ReferenceValueView value) {
        return value.releases().stream().map(ReferenceWords::release).collect(Collectors.joining("; "));
    }

    private static String release(FeedRelease release) {
        return text(
                release.withdrawn() ? "reference-values.withdrawn-release" : "reference-values.release",
                release.version(),
                release.part(),
                release.feed());
    }

    static String effect(RetirementPreview preview) {
        return text(
                preview.devices() == 0
                        ? "reference-values.effect.unused"
                        : preview.losingTrust() == 0
                                ? "reference-values.effect.none"
                                : "reference-values.effect.losing",
                preview.devices(),
                preview.losingTrust());
    }
}
