package dev.holdfast.ui.certificate;

import dev.holdfast.contract.operator.authority.CatalogAuthorityView;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Tone;
import java.time.Instant;

/** How it stands with an authority, in a word. */
final class Standing {
    private Standing() {}

    static StatusBadge badge(CatalogAuthorityView authority) {
        return switch (authority.status()) {
            case ACTIVE -> StatusBadge.of(Tone.AFFIRMING, Icon.CHECK, "Signs");
            case INACTIVE ->
                RotationCalendar.isNext(authority, Instant.now())
                        ? StatusBadge.of(Tone.PROGRESS, Icon.HOURGLASS, "Next")
                        : StatusBadge.of(Tone.UNKNOWN, Icon.DASH, "Trusted, signs nothing");
            case EXPIRED -> StatusBadge.of(Tone.UNKNOWN, Icon.CLOCK_BACK, "Expired");
            case REVOKED -> StatusBadge.of(Tone.CONTRAINDICATED, Icon.BLOCKED, "Retired");
        };
    }
}
