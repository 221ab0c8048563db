package dev.holdfast.ui.policy;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.policy.PolicyView;
import dev.holdfast.contract.operator.policy.ReplayState;
import dev.holdfast.contract.operator.policy.ReplayView;
import dev.holdfast.ui.approval.ApprovalClient;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.LiveUpdate;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Crumb;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/**
 * A replay: its progress, then the devices that would change, and the button to activate the version. {@code ?product=} and {@code ?group=}
 * filter the devices.
 */
@Route("c/:catalog/replays/:replay")
public class ReplayReportView extends CatalogPage {
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final transient PolicyClient client;
    private final transient ApprovalClient approvals;
    private final Div content = new Div();
    private transient @Nullable Visit visit;
    private @Nullable ReplayView shown;
    private String scope = "";

    public ReplayReportView(SignedIn signedIn, @RestClient PolicyClient client, @RestClient ApprovalClient approvals) {
        super(signedIn, text("policy.replay"));
        this.client = client;
        this.approvals = approvals;
        content.addClassName("hf-stack");
        add(content);
        LiveUpdate.every(INTERVAL, this, this::refresh);
    }

    @Override
    protected void show(Visit newVisit) {
        visit = newVisit;
        shown = null;
        update(client.replay(newVisit.catalog(), newVisit.path("replay")));
    }

    @Override
    protected List<Crumb> crumbs() {
        return shown == null
                ? List.of(new Crumb(text("policies.title"), Links.policies(catalog())), Crumb.here(title()))
                : List.of(
                        new Crumb(text("policies.title"), Links.policies(catalog())),
                        new Crumb(scope, Links.policy(catalog(), shown.policy(), "replays")),
                        Crumb.here(title()));
    }

    /** Reads the replay again while it runs. A finished replay can still become unusable, but this page does not poll for that. */
    private void refresh() {
        if (visit != null && (shown == null || shown.state() == ReplayState.RUNNING)) {
            update(client.replay(visit.catalog(), visit.path("replay")));
        }
    }

    private void update(ReplayView replay) {
        if (visit == null || replay.equals(shown)) {
            return;
        }
        shown = replay;
        changeTitle(
                replay.version() == 0 ? text("replay.without-title") : PolicyDialogs.replayVersion(replay.version()));
        PolicyView policy = client.policy(visit.catalog(), replay.policy());
        scope = PolicyWords.scope(policy);
        content.removeAll();
        content.add(header(visit, replay, policy), new ReplaySummary(replay));
        if (replay.state() == ReplayState.FINISHED) {
            content.add(ReplaySummary.byGroup(visit.catalog(), replay));
            if (replay.devicesChanged() > 0) {
                content.add(new ReplaySummary.ReplayChanges(client, visit, replay));
            }
        }
    }

    private PageHeader header(Visit current, ReplayView replay, PolicyView policy) {
        PageHeader header = new PageHeader(title())
                .beside(PolicyWords.badge(replay.state()))
                .say(scope + " · " + PolicyWords.result(replay));
        if (replay.state() == ReplayState.RUNNING && current.may(Permission.WRITE_POLICIES)) {
            header.offer(new Button(
                    text("replay.cancel"),
                    clicked -> update(client.cancel(current.catalog(), current.path("replay")))));
        }
        if (replay.state() != ReplayState.RUNNING && !replay.usable() && current.may(Permission.WRITE_POLICIES)) {
            header.offer(new Button(
                    text("replay.again"),
                    clicked ->
                            PolicyDialogs.replay(this, client, current.catalog(), replay.policy(), replay.version())));
        }
        if (replay.usable() && current.may(Permission.ACTIVATE_POLICIES) && policy.pendingApproval() == null) {
            header.offer(Styled.primary(
                    PolicyDialogs.activation(replay),
                    () -> PolicyDialogs.activate(this, client, current.catalog(), replay, needsApproval(current))));
        }
        return header;
    }

    private boolean needsApproval(Visit current) {
        return approvals.rules(current.catalog()).need(ApprovalOperation.ACTIVATE_POLICY);
    }
}
