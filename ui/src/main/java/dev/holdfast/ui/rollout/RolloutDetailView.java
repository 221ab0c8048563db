package dev.holdfast.ui.rollout;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ScrollIntoViewOption;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.audit.AuditEntryView;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.rollout.RolloutView;
import dev.holdfast.ui.approval.ApprovalClient;
import dev.holdfast.ui.audit.AuditClient;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.component.LiveUpdate;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.device.DeviceClient;
import dev.holdfast.ui.device.UpdateActions;
import dev.holdfast.ui.device.UpdateClient;
import dev.holdfast.ui.product.GroupClient;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Crumb;
import dev.holdfast.ui.shell.FilterParameter;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/**
 * A rollout: state, phases, failures, devices and what happened. Refreshes every few seconds. The query parameter {@code filter} selects
 * failed devices; {@code update} and {@code phase} select devices.
 */
@Route("c/:catalog/rollouts/:rollout")
public class RolloutDetailView extends CatalogPage {
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final int EVENTS = 50;

    private final transient RolloutClient client;
    private final transient UpdateClient updates;
    private final transient GroupClient groups;
    private final transient ApprovalClient approvals;
    private final transient AuditClient audit;
    private final transient DeviceClient devices;
    private transient @Nullable Shown shown;

    /** The parts of the page that a refresh updates. */
    private record Shown(
            Visit visit,
            RolloutView rollout,
            RolloutHead head,
            PhaseCards phases,
            FailuresPanel failures,
            DevicesPanel devices,
            Div plan,
            RolloutTimeline timeline) {
        private Shown with(RolloutView now) {
            return new Shown(visit, now, head, phases, failures, devices, plan, timeline);
        }
    }

    public RolloutDetailView(
            SignedIn signedIn,
            @RestClient RolloutClient client,
            @RestClient UpdateClient updates,
            @RestClient GroupClient groups,
            @RestClient ApprovalClient approvals,
            @RestClient AuditClient audit,
            @RestClient DeviceClient devices) {
        super(signedIn, text("rollout.title"));
        openToScopedRoles();
        addParent(text("rollouts.title"), Links::rollouts);
        this.client = client;
        this.updates = updates;
        this.groups = groups;
        this.approvals = approvals;
        this.audit = audit;
        this.devices = devices;
        LiveUpdate.every(INTERVAL, this, this::refresh);
    }

    @Override
    protected void show(Visit visit) {
        RolloutView rollout = read(visit);
        changeTitle(rollout.product() + " / " + rollout.group());
        Visit here = withRolesIn(visit, rollout.product(), rollout.group());
        String filter = FilterParameter.of(visit.query());
        UpdateActions actions =
                new UpdateActions(updates, visit.catalog(), here.mayHere(Permission.PUBLISH), this::refresh);
        Shown page = new Shown(
                here,
                rollout,
                new RolloutHead(title(), visit.catalog(), now -> buttons(here, now)),
                new PhaseCards(number -> Links.rollout(visit.catalog(), rollout.id(), RolloutWords.allFailed(number))),
                new FailuresPanel(client, actions, visit.catalog(), rollout, filter),
                new DevicesPanel(devices, visit, rollout),
                new Div(),
                new RolloutTimeline());
        removeAll();
        add(
                page.head(),
                page.phases(),
                page.failures(),
                page.devices(),
                page.plan(),
                new Panel(text("rollout.events"), page.timeline()));
        update(page);
        if (!filter.isEmpty()) {
            page.failures().scrollIntoView(ScrollIntoViewOption.Block.START);
        } else if (page.devices().isFiltered()) {
            page.devices().scrollIntoView(ScrollIntoViewOption.Block.START);
        }
    }

    /** Returns the path to the page. The list of rollouts is not open to roles in products and device groups. */
    @Override
    protected List<Crumb> crumbs() {
        return shown != null && shown.visit().hasOnlyScopedRoles()
                ? List.of(new Crumb(text("products.title"), Links.products(catalog())), Crumb.here(title()))
                : super.crumbs();
    }

    private RolloutView read(Visit visit) {
        return client.rollout(visit.catalog(), visit.path("rollout")).getEntity();
    }

    private Component[] buttons(Visit here, RolloutView rollout) {
        return here.mayHere(Permission.PUBLISH)
                ? new RolloutActions(client, approvals, groups, here.catalog(), this::refresh).buttons(rollout)
                : new Component[0];
    }

    void refresh() {
        Shown before = shown;
        if (before != null) {
            RolloutView now = read(before.visit());
            if (now.equals(before.rollout())) {
                before.devices().show(now);
            } else {
                update(before.with(now));
            }
        }
    }

    private void update(Shown page) {
        RolloutView rollout = page.rollout();
        page.head().show(rollout);
        page.phases().show(rollout);
        page.failures().show(rollout);
        page.devices().show(rollout);
        Shown before = shown;
        if (before == null
                || !before.plan().equals(page.plan())
                || before.rollout().revision() != rollout.revision()) {
            page.plan().removeAll();
            page.plan().add(plan(page.visit(), rollout));
            page.timeline().show(rollout, steps(page.visit(), rollout));
        }
        shown = page;
    }

    /** Returns the steps of people: their entries name the GUID of the rollout. Only roles in the whole catalog can read the audit log. */
    private List<AuditEntryView> steps(Visit visit, RolloutView rollout) {
        return visit.may(Permission.READ)
                ? audit.entries(
                                visit.catalog(),
                                ListRequest.of(Filter.of("is", "people").text() + " " + rollout.id(), EVENTS))
                        .getEntity()
                : List.of();
    }

    private static Panel plan(Visit visit, RolloutView rollout) {
        UnorderedList rules = Styled.as("hf-image-list", new UnorderedList());
        rollout.haltRules().forEach(rule -> rules.add(new ListItem(RolloutWords.rule(rule))));
        return new Panel(
                        text("rollout.plan"),
                        new Facts()
                                .with(text("rollout.images"), RolloutWords.images(rollout.images()))
                                .with(text("rollout.images-before"), RolloutWords.images(rollout.previousImages()))
                                .with(
                                        text("rollout.rules"),
                                        rollout.haltRules().isEmpty() ? new Span(text("rollout.no-rules")) : rules)
                                .with(
                                        text("rollout-form.start"),
                                        TimeText.full(rollout.startAt(), text("rollout.start-at-once")))
                                .with(
                                        text("rollout-form.emergency"),
                                        text(rollout.emergency() ? "rollout.emergency.yes" : "rollout.emergency.no"))
                                .with(
                                        text("rollout.in-flight"),
                                        rollout.maxInFlight() == null
                                                ? text("rollout.no-limit")
                                                : Amount.of(rollout.maxInFlight(), "device"))
                                .with(text("rollout.attest-within"), Amount.of(rollout.attestWithinHours(), "hour"))
                                .with(text("rollout.silent-after"), Amount.of(rollout.silentAfterHours(), "hour"))
                                .with(text("rollout.reason"), rollout.reason())
                                .with(
                                        text("rollout.created"),
                                        TimeText.full(rollout.createdAt()),
                                        new Span(" " + text("deployment.by", rollout.createdBy())))
                                .with(text("rollout.started"), TimeText.full(rollout.startedAt(), "–"))
                                .with(text("rollout.ended"), TimeText.full(rollout.endedAt(), "–"))
                                .with(
                                        text("rollout.id"),
                                        new Code(rollout.id().toString()),
                                        new CopyButton(rollout.id().toString(), text("copy.rollout-id"))))
                .beside(new Anchor(
                        Links.group(visit.catalog(), rollout.product(), rollout.group()), text("rollout.group")));
    }
}
