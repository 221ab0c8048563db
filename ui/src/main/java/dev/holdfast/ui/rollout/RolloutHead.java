package dev.holdfast.ui.rollout;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import dev.holdfast.contract.operator.rollout.HaltCause;
import dev.holdfast.contract.operator.rollout.HaltRuleView;
import dev.holdfast.contract.operator.rollout.RolloutAction;
import dev.holdfast.contract.operator.rollout.RolloutCounts;
import dev.holdfast.contract.operator.rollout.RolloutHalt;
import dev.holdfast.contract.operator.rollout.RolloutStatus;
import dev.holdfast.contract.operator.rollout.RolloutView;
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.StackedBar;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.device.DeviceQuery;
import dev.holdfast.ui.shell.Links;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The head of a rollout's page: title, state, actions, a strip that says what needs a person, and the progress of all devices. */
final class RolloutHead extends Div {
    private static final String INSTALLED = "update:installed,confirmed";
    private static final String HELD = "update:held";

    /** Filters of the device list by segment of the bar. */
    private static final Map<String, String> FILTERS = Map.of(
            "attested", "update:attested",
            "installed", INSTALLED,
            "installing", "update:offered,downloading,staged,waiting-for-window,deferred",
            "held", HELD,
            "unreachable", "update:unreachable",
            "unknown", "update:unknown",
            "waiting", "update:waiting-for-phase");

    /** Filters of a halted or paused rollout, which holds all open devices that are in contact and have not installed the images. */
    private static final Map<String, String> WITHHELD = Map.of(
            "attested", "update:attested",
            "installed", INSTALLED,
            "installing", HELD,
            "held", HELD,
            "unreachable", "update:unreachable",
            "unknown", HELD,
            "waiting", "update:waiting-for-phase");

    private final String title;
    private final String catalog;
    private final transient Function<RolloutView, Component[]> actions;
    private final Div progress = Styled.div("hf-progress");
    private PageHeader header = new PageHeader("");
    private transient @Nullable Drawn drawn;

    /** What decides whether title, actions and strip are drawn again. Otherwise they stay and keep the focus. */
    private record Drawn(
            RolloutStatus state,
            List<RolloutAction> allowed,
            boolean hasFailures,
            String question,
            @Nullable RolloutHalt halt,
            boolean awaitsApproval) {
        private static Drawn of(RolloutView rollout) {
            return new Drawn(
                    rollout.state(),
                    rollout.allowed(),
                    RolloutWords.failed(rollout.counts()) > 0,
                    rollout.question(),
                    rollout.halt(),
                    rollout.approval() != null);
        }
    }

    /** Makes a head; {@code actions} makes the buttons of a rollout. */
    RolloutHead(String title, String catalog, Function<RolloutView, Component[]> actions) {
        this.title = title;
        this.catalog = catalog;
        this.actions = actions;
        addClassName("hf-stack");
    }

    void show(RolloutView rollout) {
        Drawn now = Drawn.of(rollout);
        if (!now.equals(drawn)) {
            drawn = now;
            header = new PageHeader(title).beside(RolloutWords.badge(rollout));
            header.offer(actions.apply(rollout));
            header.offer(CopyButton.link(text("copy.link"), Links.rollout(catalog, rollout.id())));
            removeAll();
            add(header);
            approval(rollout).ifPresent(this::add);
            strip(rollout).ifPresent(this::add);
            add(progress);
        }
        header.say(RolloutWords.sentence(rollout));
        progress.setVisible(rollout.counts().targeted() > 0);
        StackedBar bar = RolloutWords.bar(rollout);
        progress.removeAll();
        progress.add(Styled.div("hf-progress-line", bar.legend(segment -> link(rollout, segment.name()))), bar.draw());
    }

    /**
     * Returns the devices of a segment; empty after the end, because devices then have another target. Devices of a rollout that rolls back
     * have the target of their group, so only its failures have a link.
     */
    private String link(RolloutView rollout, String segment) {
        if (!RolloutWords.isActive(rollout)) {
            return "";
        }
        if (segment.equals(text("rollout-bar.failed"))) {
            return Links.rollout(catalog, rollout.id(), RolloutWords.ALL_FAILED);
        }
        DeviceQuery group = DeviceQuery.ALL.withProduct(rollout.product()).withGroup(rollout.group());
        return filters(rollout.state()).entrySet().stream()
                .filter(filter -> segment.equals(text("rollout-bar." + filter.getKey())))
                .map(filter ->
                        Links.devices(catalog, group.withText(filter.getValue()).toParameters()))
                .findFirst()
                .orElse("");
    }

    private static Map<String, String> filters(RolloutStatus state) {
        return switch (state) {
            case HALTED, PAUSED -> WITHHELD;
            case ROLLING_BACK -> Map.of();
            case DRAFT, AWAITING_APPROVAL, SCHEDULED, RUNNING, SOAKING, WAITING_FOR_PERSON, COMPLETED, ABORTED ->
                FILTERS;
        };
    }

    private Optional<Component> approval(RolloutView rollout) {
        return rollout.approval() == null
                ? Optional.empty()
                : Optional.of(new StateStrip(
                        Tone.WARNING,
                        Icon.APPROVAL,
                        text("rollout-strip.approval"),
                        new Paragraph(text("rollout-strip.approval.text")),
                        new Anchor(Links.approvals(catalog), text("rollout-strip.approvals"))));
    }

    private Optional<Component> strip(RolloutView rollout) {
        return switch (rollout.state()) {
            case HALTED -> Optional.of(halted(rollout));
            case WAITING_FOR_PERSON ->
                Optional.of(new StateStrip(
                        Tone.WARNING,
                        Icon.PERSON,
                        text("rollout-strip.waiting"),
                        new Paragraph(rollout.question()),
                        since(rollout)));
            case PAUSED ->
                Optional.of(new StateStrip(
                        Tone.WARNING,
                        Icon.PAUSE,
                        text("rollout-strip.paused"),
                        new Paragraph(text("rollout-strip.paused.text")),
                        since(rollout)));
            case ROLLING_BACK -> Optional.of(rollingBack(rollout));
            case DRAFT, AWAITING_APPROVAL, SCHEDULED, RUNNING, SOAKING, COMPLETED, ABORTED -> Optional.empty();
        };
    }

    private static Component rollingBack(RolloutView rollout) {
        RolloutCounts counts = rollout.counts();
        return new StateStrip(
                Tone.WARNING,
                Icon.CLOCK_BACK,
                text("rollout-strip.rolling-back"),
                new Paragraph(text("rollout-strip.rolling-back.text", counts.installed() + counts.attested())),
                since(rollout));
    }

    private static Component since(RolloutView rollout) {
        return Styled.as("hf-muted", new Paragraph(TimeText.full(rollout.since())));
    }

    /** Says which rule fired with its numbers, and links the devices behind them. Screen readers announce it at once. */
    private Component halted(RolloutView rollout) {
        RolloutHalt halt = rollout.halt();
        if (halt == null) {
            return new StateStrip(Tone.CONTRAINDICATED, Icon.ALERT, text("rollout-status.halted"));
        }
        List<Component> rest = new ArrayList<>();
        if (!rollout.images().isEmpty()) {
            rest.add(new Paragraph(text("rollout-strip.images", RolloutWords.images(rollout.images()))));
        }
        rest.add(new Paragraph(RolloutWords.halt(halt)));
        evidence(rollout, halt).ifPresent(rest::add);
        rest.add(Styled.as("hf-muted", new Paragraph(TimeText.full(halt.at()))));
        return new StateStrip(
                        Tone.CONTRAINDICATED,
                        Icon.ALERT,
                        text("rollout-strip.halted", halt.phase()),
                        rest.toArray(Component[]::new))
                .alarming();
    }

    /** Links the devices that a rule counts. Crashed devices attested the images and crashed since the rollout started. */
    private Optional<Anchor> evidence(RolloutView rollout, RolloutHalt halt) {
        HaltRuleView rule = halt.rule();
        if (rule == null) {
            return Optional.empty();
        }
        if (rule.cause() == HaltCause.CRASH_RATE) {
            Instant started = Objects.requireNonNullElse(rollout.startedAt(), rollout.createdAt());
            long hours = Duration.between(started, Instant.now()).toHours() + 1;
            DeviceQuery crashed = DeviceQuery.ALL
                    .withProduct(rollout.product())
                    .withGroup(rollout.group())
                    .withText("update:attested crashed:<" + hours + "h");
            return Optional.of(
                    new Anchor(Links.devices(catalog, crashed.toParameters()), text("rollout-strip.crashed")));
        }
        return Optional.of(new Anchor(
                Links.rollout(catalog, rollout.id(), RolloutWords.evidence(rule.cause())),
                text("rollout-strip.evidence", halt.affected())));
    }
}
