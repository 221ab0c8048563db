package dev.holdfast.ui.certificate;

import static dev.holdfast.ui.text.Texts.text;
import static dev.holdfast.ui.text.Texts.word;

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

/** The rotation schedule of a catalog's authorities. Predicts future authorities with the rules of the backend's {@code RotationSchedule}. */
final class RotationCalendar {
    /** Time before the signing authority's expiry at which the next authority is created. */
    private static final Duration CREATED_BEFORE_END = Duration.ofDays(90);
    /** Time between creation and first signature of the next authority. */
    private static final Duration ANNOUNCED_FOR = Duration.ofDays(45);
    /** Time for which the heading mentions a retirement. */
    private static final Duration RETIREMENT_IS_NEWS = Duration.ofDays(30);
    /** The next authority signs at least this long before the signing one expires, or at once if less time is left. */
    private static final Duration SUCCESSOR_SIGNS_BEFORE_END = Duration.ofDays(14);

    private final List<CatalogAuthorityView> authorities;
    private final Instant now;
    private final Optional<CatalogAuthorityView> signing;
    private final Optional<CatalogAuthorityView> next;

    record Step(Instant at, String text) {}

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

    /** Returns whether an authority is trusted but does not sign yet. */
    static boolean isNext(CatalogAuthorityView authority, Instant now) {
        return authority.status() == AuthorityStatus.INACTIVE
                && authority.activeFrom().isAfter(now);
    }

    static boolean isTrusted(CatalogAuthorityView authority) {
        return authority.status() == AuthorityStatus.ACTIVE || authority.status() == AuthorityStatus.INACTIVE;
    }

    static StatusBadge badge(CatalogAuthorityView authority) {
        return switch (authority.status()) {
            case ACTIVE -> StatusBadge.of(Tone.AFFIRMING, Icon.CHECK, word(authority.status()));
            case INACTIVE ->
                isNext(authority, Instant.now())
                        ? StatusBadge.of(Tone.PROGRESS, Icon.HOURGLASS, text("authority-status.next"))
                        : StatusBadge.of(Tone.UNKNOWN, Icon.DASH, word(authority.status()));
            case EXPIRED -> StatusBadge.of(Tone.UNKNOWN, Icon.CLOCK_BACK, word(authority.status()));
            case REVOKED -> StatusBadge.of(Tone.CONTRAINDICATED, Icon.BLOCKED, word(authority.status()));
        };
    }

    Optional<CatalogAuthorityView> signing() {
        return signing;
    }

    /** Returns the state of the rotation as a sentence; {@code day} formats dates. */
    String sentence(Function<Instant, String> day) {
        if (signing.isEmpty()) {
            return text(
                    authorities.stream().anyMatch(RotationCalendar::isTrusted)
                            ? "certificates.status.switching"
                            : "certificates.status.none");
        }
        if (next.isPresent()) {
            CatalogAuthorityView successor = next.get();
            return text(
                    "certificates.status.next-created",
                    successor.generation(),
                    day.apply(successor.createdAt()),
                    day.apply(successor.activeFrom()));
        }
        return retirement(signing.get(), day).orElseGet(() -> planned(signing.get(), day));
    }

    /** Returns a sentence if an earlier authority was revoked in the last 30 days. Relying parties may not trust the successor yet. */
    private Optional<String> retirement(CatalogAuthorityView active, Function<Instant, String> day) {
        return authorities.stream()
                .filter(one -> one.generation() < active.generation())
                .filter(one -> one.revokedAt() != null && one.revokedAt().isAfter(now.minus(RETIREMENT_IS_NEWS)))
                .max(Comparator.comparingInt(CatalogAuthorityView::generation))
                .map(retired -> text(
                        "certificates.status.retired",
                        retired.generation(),
                        active.generation(),
                        day.apply(successorCreatedAt(active))));
    }

    private String planned(CatalogAuthorityView active, Function<Instant, String> day) {
        Instant created = successorCreatedAt(active);
        String signs = day.apply(successorSignsAt(active));
        return created.isAfter(now)
                ? text("certificates.status.planned", day.apply(created), signs)
                : text("certificates.status.due", signs);
    }

    /** Returns the steps in order of time. Past steps stay until the next authority signs. */
    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        signing.ifPresent(active -> {
            int number = next.map(CatalogAuthorityView::generation).orElseGet(this::nextGeneration);
            steps.add(next.map(
                            successor -> new Step(successor.createdAt(), text("certificates.schedule.created", number)))
                    .orElseGet(
                            () -> new Step(successorCreatedAt(active), text("certificates.schedule.creates", number))));
            steps.add(new Step(
                    next.map(CatalogAuthorityView::activeFrom).orElseGet(() -> successorSignsAt(active)),
                    text("certificates.schedule.signs", number)));
        });
        authorities.stream()
                .filter(RotationCalendar::isTrusted)
                .filter(authority -> !isNext(authority, now))
                .forEach(authority -> steps.add(
                        new Step(authority.notAfter(), text("certificates.schedule.expires", authority.generation()))));
        steps.sort(Comparator.comparing(Step::at));
        return List.copyOf(steps);
    }

    /** Returns the generation of the authority that is created next. */
    private int nextGeneration() {
        return authorities.stream()
                        .mapToInt(CatalogAuthorityView::generation)
                        .max()
                        .orElse(0)
                + 1;
    }

    /** Returns when the successor of the signing authority is created; now if that is overdue. */
    private Instant successorCreatedAt(CatalogAuthorityView active) {
        Instant due = active.notAfter().minus(CREATED_BEFORE_END);
        return due.isBefore(now) ? now : due;
    }

    /** Returns when the successor of the signing authority starts to sign; now if that is overdue. */
    private Instant successorSignsAt(CatalogAuthorityView active) {
        Instant announced = successorCreatedAt(active).plus(ANNOUNCED_FOR);
        Instant latest = active.notAfter().minus(SUCCESSOR_SIGNS_BEFORE_END);
        Instant begin = announced.isBefore(latest) ? announced : latest;
        return begin.isBefore(now) ? now : begin;
    }
}
