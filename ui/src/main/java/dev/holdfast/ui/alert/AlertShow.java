package dev.holdfast.ui.alert;

import dev.holdfast.contract.operator.alert.AlertCounts;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.shell.FilterParameter;
import dev.holdfast.ui.shell.Visit;
import java.util.Locale;

/** The views of the list of alerts: the values of {@code ?show=}. */
enum AlertShow {
    ACTIVE,
    MINE,
    UNASSIGNED,
    CRITICAL,
    SUPPRESSED,
    RESOLVED,
    ALL;

    static final String NAME = "show";
    private static final Filter IS_ACTIVE = Filter.of("is", "active");

    /** Returns the view of an address. The default is active, or all if the address has a filter. */
    static AlertShow of(Visit visit) {
        for (AlertShow show : values()) {
            if (show.parameter().equals(visit.query(NAME))) {
                return show;
            }
        }
        return FilterParameter.of(visit.query()).isBlank() ? ACTIVE : ALL;
    }

    String parameter() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the filter of the view for a user name. */
    String filter(String me) {
        return switch (this) {
            case ACTIVE -> IS_ACTIVE.text();
            case MINE -> IS_ACTIVE.and(Filter.of("assignee", me)).text();
            case UNASSIGNED -> IS_ACTIVE.and(Filter.of("is", "unassigned")).text();
            case CRITICAL -> IS_ACTIVE.and(Filter.of("severity", "critical")).text();
            case SUPPRESSED, RESOLVED -> Filter.of("state", parameter()).text();
            case ALL -> "";
        };
    }

    /** Returns the number of alerts in the view; empty if unknown. */
    String number(AlertCounts counts) {
        return switch (this) {
            case ACTIVE -> Amount.of(counts.open());
            case MINE -> Amount.of(counts.mine());
            case UNASSIGNED -> Amount.of(counts.unassigned());
            case CRITICAL -> Amount.of(counts.critical());
            case SUPPRESSED, RESOLVED, ALL -> "";
        };
    }
}
