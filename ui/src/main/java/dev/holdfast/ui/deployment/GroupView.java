package dev.holdfast.ui.deployment;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.GroupInstallTimes;
import dev.holdfast.contract.operator.rollout.RolloutView;
import dev.holdfast.ui.approval.ApprovalClient;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.LiveUpdate;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.device.DeviceClient;
import dev.holdfast.ui.policy.GroupUpdatePolicy;
import dev.holdfast.ui.policy.PolicyClient;
import dev.holdfast.ui.product.GroupClient;
import dev.holdfast.ui.product.GroupDialog;
import dev.holdfast.ui.rollout.DefaultsDialog;
import dev.holdfast.ui.rollout.NewRolloutDialog;
import dev.holdfast.ui.rollout.RolloutClient;
import dev.holdfast.ui.rollout.RolloutRows;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.TableRows;
import dev.holdfast.ui.shell.Visit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** A device group: its settings, the current and the next deployment, its rollouts and its deployments. */
@Route("c/:catalog/products/:product/groups/:group")
public class GroupView extends CatalogPage {
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final int PAGE = 100;

    private final transient GroupClient groups;
    private final transient DeploymentClient deployments;
    private final transient DeviceClient devices;
    private final transient ApprovalClient approvals;
    private final transient RolloutClient rollouts;
    private final transient PolicyClient policies;
    private String product = "";
    private String group = "";
    private transient @Nullable Shown shown;
    private transient @Nullable Targets shownTargets;

    /** The parts of the page that a refresh updates. */
    private record Shown(
            Visit visit,
            TableRows<Progress> deployed,
            LinkedPages<Progress> deployments,
            TableRows<RolloutView> rolled,
            LinkedPages<RolloutView> rollouts,
            Facts now) {}

    private record Targets(Optional<Progress> current, List<RolloutView> next) {}

    public GroupView(
            SignedIn signedIn,
            @RestClient GroupClient groups,
            @RestClient DeploymentClient deployments,
            @RestClient DeviceClient devices,
            @RestClient ApprovalClient approvals,
            @RestClient RolloutClient rollouts,
            @RestClient PolicyClient policies) {
        super(signedIn, text("group.title"));
        openToScopedRoles();
        addParent(text("products.title"), Links::products);
        this.groups = groups;
        this.deployments = deployments;
        this.devices = devices;
        this.approvals = approvals;
        this.rollouts = rollouts;
        this.policies = policies;
        LiveUpdate.every(INTERVAL, this, this::refresh);
    }

    @Override
    protected void show(Visit visit) {
        DeviceGroupView found = groups.group(visit.catalog(), visit.path("product"), visit.path("group"))
                .getEntity();
        product = found.product();
        group = found.name();
        changeTitle(product + " / " + group);
        removeAll();
        Visit here = withRolesIn(visit, product, group);
        TableRows<Progress> deployed = DeploymentRows.ofGroup(visit);
        TableRows<RolloutView> rolled = RolloutRows.ofGroup(visit.catalog());
        LinkedPages<Progress> deploymentPages = DeploymentRows.pages(
                devices,
                visit.catalog(),
                ListRequest.of(null, PAGE),
                page -> deployments.ofGroup(visit.catalog(), product, group, page));
        LinkedPages<RolloutView> rolloutPages = LinkedPages.linked(
                ListRequest.of(null, PAGE), page -> rollouts.ofGroup(visit.catalog(), product, group, page));
        Facts now = new Facts();
        add(
                header(here, found),
                Styled.div("hf-columns", settings(here, found), new Panel(text("group.deployed"), now)),
                rolled,
                deployed);
        rolled.show(rolloutPages, Styled.explanation(text("group.no-rollouts")));
        String hint = here.mayHere(Permission.PUBLISH) ? "deployments.empty.publisher" : "deployments.empty.reader";
        deployed.show(deploymentPages, new EmptyState(Icon.DEPLOYMENT, text("deployments.empty.title"), text(hint)));
        show(new Shown(here, deployed, deploymentPages, rolled, rolloutPages, now));
    }

    /** Shows the current deployment, and the rollouts that have not ended. */
    private void show(Shown page) {
        Targets targets = new Targets(
                page.deployments().known().stream()
                        .filter(progress -> progress.deployment().current())
                        .findFirst(),
                page.rollouts().known().stream().filter(RolloutRows::isOpen).toList());
        if (shown == null || !shown.equals(page) || !targets.equals(shownTargets)) {
            page.now().removeAll();
            page.now()
                    .with(
                            text("group.current"),
                            targets.current()
                                    .map(progress -> DeploymentRows.current(page.visit(), progress))
                                    .orElseGet(() -> Styled.muted(text("deploy.nothing-deployed"))))
                    .with(
                            text("group.next"),
                            targets.next().isEmpty()
                                    ? new Component[] {Styled.muted(text("group.no-next"))}
                                    : targets.next().stream()
                                            .map(rollout -> RolloutRows.state(
                                                    page.visit().catalog(), rollout))
                                            .toArray(Component[]::new));
        }
        shown = page;
        shownTargets = targets;
    }

    private PageHeader header(Visit here, DeviceGroupView found) {
        PageHeader header = new PageHeader(title()).say(Amount.of(found.devices(), "device"));
        header.offer(new Anchor(
                Links.devices(here.catalog(), QueryParameters.simple(Map.of("product", product, "group", group))),
                text("group.show-devices")));
        if (here.mayHere(Permission.PUBLISH)) {
            header.offer(
                    new Button(text("group.check"), clicked -> checkNow()),
                    new Button(text("deployments.start"), clicked -> deploy(found)),
                    Styled.adding(text("rollouts.create"), () -> roll(here, found)));
        }
        return header;
    }

    private void checkNow() {
        deployments.checkNow(catalog(), product, group);
        Toast.done(text("group.check.done"));
    }

    private void deploy(DeviceGroupView to) {
        DeployDialog.to(
                        deployments,
                        catalog(),
                        to,
                        deployable(),
                        approvals.rules(catalog()).need(ApprovalOperation.START_DEPLOYMENT),
                        started -> {
                            Toast.done(text("group.deployment-started"));
                            refresh();
                        })
                .open();
    }

    private Panel settings(Visit here, DeviceGroupView found) {
        Facts facts = GroupDialog.SettingWords.facts(found);
        GroupInstallTimes times = groups.installTimes(here.catalog(), product, group);
        // The policies of a catalog are not open to roles in products and device groups.
        facts.with(
                text("group.update-policy"),
                here.may(Permission.READ)
                        ? new GroupUpdatePolicy(policies, here.catalog(), found)
                        : new Span(times.policy().title()));
        if (!found.updatePolicy().equals("NoUpdates")) {
            facts.with(text("group.install-times", times.timeZone()), new InstallTimes(times, Instant.now()));
        }
        Panel panel = new Panel(text("group.settings"), facts);
        if (here.mayHere(Permission.MANAGE_FLEET)) {
            panel.beside(new Button(
                    text("group.change"),
                    clicked -> GroupDialog.change(groups, catalog(), found, () -> showAgain(here))));
        }
        if (here.mayHere(Permission.PUBLISH)) {
            panel.beside(new Button(
                    text("rollout-defaults.open"),
                    clicked -> new DefaultsDialog(rollouts, here.catalog(), found).open()));
        }
        return panel;
    }

    private void roll(Visit here, DeviceGroupView to) {
        new NewRolloutDialog(
                        rollouts,
                        here.catalog(),
                        to,
                        deployable(),
                        draft -> Links.go(this, Links.rollout(here.catalog(), draft.id())))
                .open();
    }

    /** Returns the images that this group can get. A publisher of one group cannot read the images of the catalog. */
    private List<ImageView> deployable() {
        return LinkedPages.linked(
                        ListRequest.of(null, LinkedPages.MAX),
                        page -> deployments.deployable(catalog(), product, group, page))
                .rows(0, LinkedPages.LONGEST);
    }

    private void refresh() {
        Shown page = shown;
        if (page != null) {
            page.deployed().refresh(progress -> progress.deployment().current());
            page.rolled().refresh(RolloutRows::isOpen);
            show(page);
        }
    }
}
