package dev.holdfast.ui.fake;

import dev.holdfast.contract.operator.alert.AlertAction;
import dev.holdfast.contract.operator.alert.AlertCounts;
import dev.holdfast.contract.operator.alert.AlertFields;
import dev.holdfast.contract.operator.alert.AlertPriority;
import dev.holdfast.contract.operator.alert.AlertSeverity;
import dev.holdfast.contract.operator.alert.AlertState;
import dev.holdfast.contract.operator.alert.AlertStep;
import dev.holdfast.contract.operator.alert.AlertStepView;
import dev.holdfast.contract.operator.alert.AlertSubjectView;
import dev.holdfast.contract.operator.alert.AlertView;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.ui.alert.AlertClient;
import dev.holdfast.ui.client.ListRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Alerts of Contoso Appliances, of {@link FakeAlertViews}. Acts on them as the person olivia. */
public final class FakeAlerts implements AlertClient {
    /** The actions, such as {@code ACKNOWLEDGE 2 alerts}. */
    public final List<String> actions = new ArrayList<>();

    private final FakeFleet fleet;
    private final List<AlertView> alerts = new ArrayList<>();
    private final Map<UUID, List<AlertStepView>> steps = new HashMap<>();

    public FakeAlerts(FakeFleet fleet) {
        this.fleet = fleet;
        restore();
    }

    /** Undoes all actions and events. */
    public synchronized void restore() {
        actions.clear();
        alerts.clear();
        alerts.addAll(FakeAlertViews.all(fleet));
        steps.clear();
        alerts.forEach(alert -> steps.put(alert.id(), FakeAlertViews.steps(alert)));
    }

    /** Adds an event to an alert, on one more device. */
    public synchronized void happen(UUID id) {
        AlertView alert = alert("contoso", id.toString());
        replace(FakeAlertViews.with(
                alert,
                alert.state(),
                alert.priority(),
                alert.assignee(),
                alert.suppressedUntil(),
                alert.devices() + 1,
                FakeFleet.now()));
    }

    private List<AlertView> of(String catalog) {
        return catalog.equals("fabrikam") ? List.of() : List.copyOf(alerts);
    }

    @Override
    public synchronized RestResponse<List<AlertView>> alerts(String catalog, ListRequest request) {
        List<Filter.Term> terms =
                FakeFilters.read(request.filter(), AlertFields.VOCABULARY).terms();
        Comparator<AlertView> order = "-devices".equals(request.sort())
                ? Comparator.comparingLong(AlertView::devices)
                : "-first".equals(request.sort())
                        ? Comparator.comparing(AlertView::firstSeen)
                        : Comparator.comparing(AlertView::lastSeen);
        return FakePages.of(
                of(catalog).stream()
                        .filter(alert -> terms.stream().allMatch(term -> matches(alert, term)))
                        .sorted(order.reversed())
                        .toList(),
                request.cursor(),
                request.limit());
    }

    private boolean matches(AlertView alert, Filter.Term term) {
        if (!(term instanceof Filter.Field field)) {
            return alert.title()
                    .toLowerCase(Locale.ROOT)
                    .contains(((Filter.Words) term).words().toLowerCase(Locale.ROOT));
        }
        return field.values().stream().map(Filter.Value::operand).anyMatch(value -> switch (field.field()) {
            case "is" ->
                value.equals("active") ? isActive(alert) : alert.assignee().isEmpty();
            case "state" -> alert.state().name().equalsIgnoreCase(value);
            case "severity" -> alert.severity().name().equalsIgnoreCase(value);
            case "assignee" -> alert.assignee().equals(value);
            case "rule" -> alert.rule().equals(value);
            case "rollout" -> value.equals(String.valueOf(alert.rollout()));
            case "device" ->
                FakeAlertViews.subjects(fleet, alert).stream()
                        .anyMatch(subject -> subject.subject().equals(value));
            default -> false;
        });
    }

    private static boolean isActive(AlertView alert) {
        return alert.state() == AlertState.OPEN || alert.state() == AlertState.ACKNOWLEDGED;
    }

    @Override
    public synchronized AlertCounts counts(String catalog) {
        List<AlertView> active =
                of(catalog).stream().filter(FakeAlerts::isActive).toList();
        return new AlertCounts(
                active.size(),
                active.stream()
                        .filter(alert -> alert.severity() == AlertSeverity.CRITICAL)
                        .count(),
                active.stream().filter(alert -> alert.assignee().isEmpty()).count(),
                active.stream()
                        .filter(alert -> alert.assignee().equals("olivia"))
                        .count());
    }

    @Override
    public synchronized AlertView alert(String catalog, String alert) {
        return of(catalog).stream()
                .filter(one -> one.id().toString().equals(alert))
                .findFirst()
                .orElseThrow(FakeClients::missing);
    }

    @Override
    public synchronized RestResponse<List<AlertStepView>> steps(String catalog, String alert, ListRequest request) {
        List<AlertStepView> taken = steps.getOrDefault(alert(catalog, alert).id(), List.of());
        return FakePages.of(List.copyOf(taken), request.cursor(), request.limit());
    }

    @Override
    public synchronized RestResponse<List<AlertSubjectView>> subjects(
            String catalog, String alert, ListRequest request) {
        return FakePages.of(FakeAlertViews.subjects(fleet, alert(catalog, alert)), request.cursor(), request.limit());
    }

    @Override
    public synchronized List<AlertView> act(String catalog, AlertAction action) {
        int count = action.alerts().size();
        actions.add(action.action() + " " + count + (count == 1 ? " alert" : " alerts") + said(action.comment()));
        return action.alerts().stream()
                .map(id -> changed(alert(catalog, id.toString()), action))
                .toList();
    }

    private static String said(@Nullable String comment) {
        return comment == null || comment.isEmpty() ? "" : ": " + comment;
    }

    private AlertView changed(AlertView alert, AlertAction action) {
        String assignee = switch (action.action()) {
            case ASSIGN -> Objects.requireNonNullElse(action.assignee(), "");
            case ACKNOWLEDGE -> alert.assignee().isEmpty() ? "olivia" : alert.assignee();
            default -> alert.assignee();
        };
        AlertState state = switch (action.action()) {
            case ACKNOWLEDGE -> AlertState.ACKNOWLEDGED;
            case SUPPRESS -> AlertState.SUPPRESSED;
            case RESOLVE -> AlertState.RESOLVED;
            case REOPEN -> AlertState.OPEN;
            case ASSIGN, PRIORITIZE, COMMENT -> alert.state();
        };
        AlertPriority priority = Objects.requireNonNullElse(action.priority(), alert.priority());
        AlertView changed = FakeAlertViews.with(
                alert, state, priority, assignee, action.until(), alert.devices(), alert.lastSeen());
        replace(changed);
        String text = switch (action.action()) {
            case ASSIGN -> assignee;
            case PRIORITIZE -> priority.name();
            default -> Objects.requireNonNullElse(action.comment(), "");
        };
        steps.computeIfAbsent(alert.id(), id -> new ArrayList<>())
                .addFirst(new AlertStepView(Instant.now(), step(action.action()), "olivia", text));
        return changed;
    }

    private static AlertStep step(AlertAction.Kind action) {
        return switch (action) {
            case ACKNOWLEDGE -> AlertStep.ACKNOWLEDGED;
            case SUPPRESS -> AlertStep.SUPPRESSED;
            case RESOLVE -> AlertStep.RESOLVED;
            case REOPEN -> AlertStep.REOPENED;
            case ASSIGN -> AlertStep.ASSIGNED;
            case PRIORITIZE -> AlertStep.PRIORITIZED;
            case COMMENT -> AlertStep.COMMENTED;
        };
    }

    private void replace(AlertView changed) {
        alerts.replaceAll(alert -> alert.id().equals(changed.id()) ? changed : alert);
    }
}
