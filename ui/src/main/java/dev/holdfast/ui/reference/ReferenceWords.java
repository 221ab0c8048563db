package dev.holdfast.ui.reference;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import dev.holdfast.contract.operator.reference.FeedRelease;
import dev.holdfast.contract.operator.reference.ReferenceOrigin;
import dev.holdfast.contract.operator.reference.ReferenceState;
import dev.holdfast.contract.operator.reference.ReferenceValueView;
import dev.holdfast.contract.operator.reference.RetirementPreview;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.shell.Links;
import java.util.Locale;
import java.util.stream.Collectors;

/** Reference values in words. */
public final class ReferenceWords {
    private ReferenceWords() {}

    static StatusBadge badge(ReferenceValueView value) {
        return switch (value.state()) {
            case PERMANENT ->
                value.current()
                        ? StatusBadge.of(Tone.AFFIRMING, Icon.CHECK, "Current")
                        : StatusBadge.of(Tone.UNKNOWN, Icon.CLOCK_BACK, "Older");
            case TENTATIVE -> StatusBadge.of(Tone.PROGRESS, Icon.HOURGLASS, "Tentative");
            case RETIRED -> StatusBadge.of(Tone.CONTRAINDICATED, Icon.BLOCKED, "Retired");
            case NONE -> StatusBadge.of(Tone.UNKNOWN, Icon.DASH, "None");
        };
    }

    public static Component linked(String catalog, ReferenceValueView value) {
        Anchor link = new Anchor(Links.referenceValues(
                catalog, ReferenceQuery.ALL.withValue(ReferenceQuery.key(value)).toParameters()));
        link.add(badge(value));
        link.getElement().setAttribute("title", meaning(value));
        return link;
    }

    static String word(ReferenceState state) {
        return switch (state) {
            case PERMANENT -> "Counting";
            case TENTATIVE -> "Tentative";
            case RETIRED -> "Retired";
            case NONE -> "None";
        };
    }

    static String meaning(ReferenceValueView value) {
        return switch (value.state()) {
            case PERMANENT ->
                value.current()
                        ? "The newest of its component: every device of the catalog should run it."
                        : "Known and good, but a newer one is wanted.";
            case TENTATIVE -> "Good only on devices whose group's current deployment has it.";
            case RETIRED -> "It does not count any more: devices that run it are not trusted.";
            case NONE -> "It is no reference value.";
        };
    }

    static String origin(ReferenceValueView value) {
        String releases = releases(value);
        return releases.isEmpty() ? origin(value.origin()) : origin(value.origin()) + ": " + releases;
    }

    /** Names the releases of an operating system that bring a value; empty for none. */
    static String releases(ReferenceValueView value) {
        return value.releases().stream().map(ReferenceWords::release).collect(Collectors.joining("; "));
    }

    private static String release(FeedRelease release) {
        return release.version() + " for " + release.part() + " in " + release.feed()
                + (release.withdrawn() ? ", withdrawn" : "");
    }

    static String origin(ReferenceOrigin origin) {
        return switch (origin) {
            case UPLOAD -> "Uploaded image";
            case FEED -> "OS feed";
            case IMPORT -> "Imported list";
        };
    }

    static String effect(RetirementPreview preview) {
        if (preview.devices() == 0) {
            return "No device reported it last, so nothing changes for any device now.";
        }
        String who = Amount.of(preview.devices(), "device") + " reported it last.";
        if (preview.losing() == 0) {
            return who + " None of them is trusted now, so nothing gets worse.";
        }
        return who
                + String.format(
                        Locale.ROOT,
                        " %,d of them %s trusted or outdated now and will be untrusted from the next attestation on: no"
                                + " certificate, until the device runs something that counts.",
                        preview.losing(),
                        preview.losing() == 1 ? "is" : "are");
    }
}
