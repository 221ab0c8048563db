package dev.holdfast.ui.rollout;

import static dev.holdfast.ui.text.Texts.text;
import static dev.holdfast.ui.text.Texts.word;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.QueryParameters;
import dev.holdfast.contract.operator.device.DevicePage;
import dev.holdfast.contract.operator.device.DeviceRollout;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.device.UpdateState;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.rollout.RolloutStatus;
import dev.holdfast.contract.operator.rollout.RolloutView;
import dev.holdfast.contract.problem.ProblemType;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.client.OperatorProblem;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.device.DeviceClient;
import dev.holdfast.ui.device.UpdateHint;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.TableRows;
import dev.holdfast.ui.shell.Visit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The devices of a rollout with their update states. The address has the chosen state and phase. */
final class DevicesPanel extends Div {
    /** Query parameter of the update state, in lower case, such as {@code failed}. */
    static final String STATE = "update";

    /** Query parameter of the number of the phase that opened a device. */
    static final String PHASE = "phase";

    private static final List<String> STATES =
            Arrays.stream(UpdateState.values()).map(DevicesPanel::value).toList();

    private static final Duration INTERVAL = Duration.ofSeconds(30);

    private final String catalog;
    private final transient DeviceClient client;
    private final transient TableRows<DeviceView> rows =
            new TableRows<DeviceView>(text("rollout-devices.title"), DeviceView::id).withoutPanel();
    private final Select<String> state = new Select<>();
    private final Select<String> phase = new Select<>();
    private final Paragraph refusal = new Paragraph();
    private final transient InstantSource clock;
    private transient @Nullable RolloutView shown;
    private transient Instant readAt = Instant.EPOCH;

    DevicesPanel(DeviceClient client, Visit visit, RolloutView rollout) {
        this(client, visit, rollout, InstantSource.system());
    }

    DevicesPanel(DeviceClient client, Visit visit, RolloutView rollout, InstantSource clock) {
        QueryParameters query = visit.query();
        this.client = client;
        this.clock = clock;
        this.catalog = visit.catalog();
        choose(state, text("rollout-devices.state"), STATES, query.getSingleParameter(STATE));
        state.setItemLabelGenerator(value -> value == null ? text("rollout-devices.any") : word(state(value)));
        choose(
                phase,
                text("rollout-devices.phase"),
                IntStream.rangeClosed(1, rollout.phases().size())
                        .mapToObj(Integer::toString)
                        .toList(),
                query.getSingleParameter(PHASE));
        phase.setItemLabelGenerator(
                value -> value == null ? text("rollout-devices.any") : text("rollout-phase.title", value));
        for (Select<String> field : List.of(state, phase)) {
            field.addValueChangeListener(change -> Links.go(
                    this,
                    Links.rolloutDevices(
                            catalog,
                            rollout.id(),
                            Objects.requireNonNullElse(state.getValue(), ""),
                            Objects.requireNonNullElse(phase.getValue(), ""))));
        }
        rows.column(text("rollout-devices.device"), this::device)
                .words(text("rollout-devices.phase"), DevicesPanel::phase)
                .column(text("rollout-devices.state"), StatusBadge::ofUpdate)
                .column(text("rollout-devices.detail"), device -> new UpdateHint(visit, device))
                .column(
                        text("rollout-devices.since"),
                        device -> TimeText.relative(device.update().at(), "–"));
        add(new Panel(text("rollout-devices.title"), Styled.div("hf-filters", phase, state), refusal, rows));
        refusal.setVisible(false);
        setVisible(false);
    }

    private static void choose(Select<String> field, String label, List<String> values, Optional<String> chosen) {
        field.setLabel(label);
        field.setEmptySelectionAllowed(true);
        field.setItems(values);
        chosen.filter(values::contains).ifPresent(field::setValue);
    }

    boolean isFiltered() {
        return state.getValue() != null || phase.getValue() != null;
    }

    /**
     * Reads the devices again if the rollout took a step, or if its numbers changed since they were read half a minute ago. A rollout that was
     * never started has no devices. The panel shows if the list takes too long to read.
     */
    void show(RolloutView now) {
        RolloutView before = shown;
        setVisible(RolloutWords.isActive(now) || now.startedAt() != null);
        if (!isVisible() || now.equals(before)) {
            return;
        }
        boolean sameFilter = before != null && filter(before).equals(filter(now));
        boolean tookStep = before == null || before.state() != now.state() || before.phase() != now.phase();
        boolean isRecent = !tookStep && clock.instant().isBefore(readAt.plus(INTERVAL));
        if (sameFilter && (refusal.isVisible() || isRecent)) {
            return;
        }
        shown = now;
        readAt = clock.instant();
        try {
            if (sameFilter) {
                rows.refresh(device -> true);
            } else {
                read(filter(now));
            }
            refuse("");
        } catch (OperatorProblem problem) {
            if (!ProblemType.FILTER_TOO_BROAD.uri().equals(problem.problem().type())) {
                throw problem;
            }
            refuse(text("rollout-devices.too-broad"));
        }
    }

    /** Shows why there are no rows; empty if there are. */
    private void refuse(String why) {
        refusal.setText(why);
        refusal.setVisible(!why.isEmpty());
        rows.setVisible(why.isEmpty());
    }

    private void read(String filter) {
        rows.show(
                LinkedPages.of(TableRows.PAGE, (cursor, limit) -> {
                    DevicePage page = client.page(
                            catalog, ListRequest.of(filter, TableRows.PAGE).after(cursor, limit));
                    return new LinkedPages.Page<>(
                            page.items(), page.next(), new LinkedPages.Total(page.total(), page.estimated()));
                }),
                new EmptyState(Icon.SEARCH, text("list.no-match.title"), text("list.no-match.text")));
    }

    /** Returns the filter: all devices of the group of an active rollout, and otherwise those that took a step in the rollout. */
    private String filter(RolloutView rollout) {
        Filter filter = RolloutWords.isActive(rollout) && rollout.state() != RolloutStatus.ROLLING_BACK
                ? Filter.of("product", rollout.product()).and(Filter.of("group", rollout.group()))
                : Filter.of("rollout", rollout.id().toString());
        return and(and(filter, STATE, state.getValue()), PHASE, phase.getValue())
                .text();
    }

    private static Filter and(Filter filter, String field, @Nullable String value) {
        return value == null ? filter : filter.and(Filter.of(field, value));
    }

    private Component device(DeviceView device) {
        Anchor link = new Anchor(Links.device(catalog, device.id()));
        link.add(
                device.name().isEmpty()
                        ? Styled.as("hf-nowrap", new Code(device.id().shortText()))
                        : new Span(device.name()));
        return link;
    }

    private static String phase(DeviceView device) {
        DeviceRollout rollout = device.update().rollout();
        Integer opened = rollout == null ? null : rollout.phase();
        return opened == null ? "–" : text("rollout-phase.title", opened);
    }

    private static String value(UpdateState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static UpdateState state(String value) {
        return UpdateState.valueOf(value.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
