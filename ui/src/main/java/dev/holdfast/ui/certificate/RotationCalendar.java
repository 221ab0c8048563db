package dev.holdfast.ui.certificate;

import dev.holdfast.contract.operator.authority.AuthorityStatus;
import dev.holdfast.contract.operator.authority.CatalogAuthorityView;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Tone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** When a catalog's next authority comes, and what people have to do about it. The times are those of the operator API. */
final class RotationCalendar {
    private static final Duration MADE_BEFORE_END = Duration.ofDays(90);
    private static final Duration ANNOUNCED_FOR = Duration.ofDays(45);
    private static final Duration RETIREMENT_IS_NEWS = Duration.ofDays(30);
    private static final Duration SIGNS_UNTIL_BEFORE_END = Duration.ofDays(14);

    private final List<CatalogAuthorityView> authorities;
    private final Instant now;
    private final Optional<CatalogAuthorityView> signing;
    private final Optional<CatalogAuthorityView> next;

    /** What happens at a time, in a sentence or two. */
    record Step(Instant at, String what) {}

    RotationCalendar(List<CatalogAuthorityView> authorities, Instant now) {
        this.authorities = authorities;
        this.now = now;
        this.signing = authorities.stream()
                .filter(authority -> authority.status() == AuthorityStatus.ACTIVE)
                .findFirst();
        this.next = authorities.stream()
                .filter(authority -> isNext(authority, now))
                .min(Comparator.comparingInt(CatalogAuthorityView::generation));
    }

    /** Returns whether an authority is trusted and does not sign yet. */
    static boolean isNext(CatalogAuthorityView authority, Instant now) {
        return authority.status() == AuthorityStatus.INACTIVE
                && authority.activeFrom().isAfter(now);
    }

    static boolean isGood(CatalogAuthorityView authority) {
        return authority.status() == AuthorityStatus.ACTIVE || authority.status() == AuthorityStatus.INACTIVE;
    }

    static StatusBadge badge(CatalogAuthorityView authority) {
        return switch (authority.status()) {
            case ACTIVE -> StatusBadge.of(Tone.AFFIRMING, Icon.CHECK, "Signs");
            case INACTIVE ->
                isNext(authority, Instant.now())
                        ? StatusBadge.of(Tone.PROGRESS, Icon.HOURGLASS, "Next")
                        : StatusBadge.of(Tone.UNKNOWN, Icon.DASH, "Trusted, signs nothing");
            case EXPIRED -> StatusBadge.of(Tone.UNKNOWN, Icon.CLOCK_BACK, "Expired");
            case REVOKED -> StatusBadge.of(Tone.CONTRAINDICATED, Icon.BLOCKED, "Retired");
        };
    }

    Optional<CatalogAuthorityView> signing() {
        return signing;
    }

    String sentence(Function<Instant, String> day) {
        if (signing.isEmpty()) {
            return authorities.stream().anyMatch(RotationCalendar::isGood)
                    ? "No authority signs at this moment; the next one takes over within seconds. Reload the page. If it stays"
                            + " so, look at the backend's log."
                    : "No authority signs, so devices get no certificates. Holdfast makes one within ten minutes. If it stays"
                            + " so, look at the backend's log.";
        }
        if (next.isPresent()) {
            CatalogAuthorityView successor = next.get();
            return "The next authority, generation " + successor.generation() + ", was made on "
                    + day.apply(successor.mintedAt()) + " and signs from " + day.apply(successor.activeFrom())
                    + "; relying parties need it by then. Give them the bundle now.";
        }
        return retirement(signing.get(), day).orElseGet(() -> toCome(signing.get(), day));
    }

    /** A retirement came without notice: relying parties may not have what signs since then. */
    private Optional<String> retirement(CatalogAuthorityView active, Function<Instant, String> day) {
        return authorities.stream()
                .filter(one -> one.generation() < active.generation())
                .filter(one -> one.revokedAt() != null && one.revokedAt().isAfter(now.minus(RETIREMENT_IS_NEWS)))
                .max(Comparator.comparingInt(CatalogAuthorityView::generation))
                .map(retired ->
                        "Generation " + retired.generation() + " was retired, and generation " + active.generation()
                                + " signs: relying parties that do not have it refuse the devices. Give them the bundle now. The"
                                + " next authority is made on " + day.apply(made(active)) + ".");
    }

    private String toCome(CatalogAuthorityView active, Function<Instant, String> day) {
        Instant made = made(active);
        return made.isAfter(now)
                ? "The next authority is made on " + day.apply(made) + " and signs from "
                        + day.apply(signs(active))
                        + "; relying parties need it by then. Nothing is to be done before "
                        + day.apply(made) + "."
                : "The next authority is due: Holdfast makes it within ten minutes, and it signs from "
                        + day.apply(signs(active)) + "; relying parties need it by then.";
    }

    /** Returns what happens, the earliest first; what has happened is there as long as it matters. */
    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        signing.ifPresent(active -> {
            int number = next.map(CatalogAuthorityView::generation).orElseGet(this::newest);
            steps.add(next.map(successor -> new Step(
                            successor.mintedAt(),
                            "Generation " + number + " was made. It is in the bundle: give that to whoever checks your"
                                    + " devices, or prove possession where they ask for it."))
                    .orElseGet(() -> new Step(
                            made(active),
                            "Holdfast makes generation " + number + ". Download the bundle then, and give it to whoever"
                                    + " checks your devices.")));
            steps.add(new Step(
                    next.map(CatalogAuthorityView::activeFrom).orElseGet(() -> signs(active)),
                    "Generation " + number
                            + " signs. Relying parties that do not know it by then refuse devices as their"
                            + " certificates are renewed."));
        });
        authorities.stream()
                .filter(RotationCalendar::isGood)
                .filter(authority -> !isNext(authority, now))
                .forEach(authority -> steps.add(new Step(
                        authority.notAfter(),
                        "Generation " + authority.generation()
                                + " expires. It signs nothing by then, and relying parties can" + " forget it.")));
        steps.sort(Comparator.comparing(Step::at));
        return List.copyOf(steps);
    }

    private int newest() {
        return authorities.stream()
                        .mapToInt(CatalogAuthorityView::generation)
                        .max()
                        .orElse(0)
                + 1;
    }

    private Instant made(CatalogAuthorityView active) {
        Instant due = active.notAfter().minus(MADE_BEFORE_END);
        return due.isBefore(now) ? now : due;
    }

    private Instant signs(CatalogAuthorityView active) {
        Instant announced = made(active).plus(ANNOUNCED_FOR);
        Instant latest = active.notAfter().minus(SIGNS_UNTIL_BEFORE_END);
        Instant begin = announced.isBefore(latest) ? announced : latest;
        return begin.isBefore(now) ? now : begin;
    }
}
