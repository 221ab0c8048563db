package dev.holdfast.ui.overview;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.audit.AuditEntryView;
import dev.holdfast.contract.operator.catalog.Attention;
import dev.holdfast.contract.operator.catalog.Overview;
import dev.holdfast.contract.operator.catalog.RolloutAttention;
import dev.holdfast.contract.operator.device.Health;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.manufacturer.ManufacturerView;
import dev.holdfast.ui.claim.EndorsementClient;
import dev.holdfast.ui.client.SessionClient;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.LiveUpdate;
import dev.holdfast.ui.component.OutageBand;
import dev.holdfast.ui.component.Outcome;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.StackedBar;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.component.Warnings;
import dev.holdfast.ui.device.DeviceQuery;
import dev.holdfast.ui.feed.FeedClient;
import dev.holdfast.ui.feed.OsParts;
import dev.holdfast.ui.rollout.RolloutWords;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** The state of a catalog: summary, health, findings that need attention, first steps and recent changes. */
@Route("c/:catalog")
public class OverviewView extends CatalogPage {
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final transient SessionClient client;
    private final transient EndorsementClient endorsements;
    private final transient FeedClient feeds;
    private final Div content = new Div();
    private PageHeader header = new PageHeader(text("overview.title"));
    private Role role = Role.READER;
    private @Nullable Overview shown;
    private @Nullable FirstSteps shownSteps;

    public OverviewView(
            SignedIn signedIn,
            @RestClient SessionClient client,
            @RestClient EndorsementClient endorsements,
            @RestClient FeedClient feeds) {
        super(signedIn, text("overview.title"));
        this.client = client;
        this.endorsements = endorsements;
        this.feeds = feeds;
        content.addClassName("hf-stack");
        LiveUpdate.every(INTERVAL, this, this::refresh);
    }

    @Override
    protected void show(Visit visit) {
        role = visit.roles().getFirst();
        shown = null;
        shownSteps = null;
        removeAll();
        header = new PageHeader(catalogDisplayName());
        add(header, content);
        refresh();
    }

    private void refresh() {
        Overview overview = client.overview(catalog());
        FirstSteps steps = FirstSteps.areOver(overview) ? null : FirstSteps.of(catalog(), overview, setUp());
        if (overview.equals(shown) && Objects.equals(steps, shownSteps)) {
            return;
        }
        shown = overview;
        shownSteps = steps;
        header.say(Posture.sentence(overview));
        content.removeAll();
        if (overview.diskNearlyFull()) {
            content.add(new Warnings(List.of(text("overview.disk-nearly-full"))));
        }
        overview.outages().forEach(outage -> content.add(new OutageBand(outage)));
        if (overview.anomalous() > 0) {
            content.add(anomalies(overview));
        }
        if (overview.devices() > 0) {
            content.add(posture(overview), new AttentionPanel(catalog(), overview));
        }
        if (steps != null) {
            FirstStepsPanel panel = new FirstStepsPanel(steps, role);
            content.add(role == Role.OWNER ? panel.people(catalog()) : panel);
        }
        content.add(recent(catalog(), overview.recent()));
    }

    /** Returns what installation owners prepared; null for other people, who may not see it. */
    private FirstSteps.@Nullable SetUp setUp() {
        if (!signedIn().me().installationOwner()) {
            return null;
        }
        List<ManufacturerView> manufacturers = endorsements.manufacturers();
        return FirstSteps.SetUp.of(manufacturers, OsParts.of(manufacturers, feeds.releases(FeedClient.MAX)));
    }

    private Outcome anomalies(Overview overview) {
        Outcome band = new Outcome();
        band.say(
                Tone.CONTRAINDICATED,
                text("overview.devices-with-anomalies", overview.anomalous()),
                new Anchor(Links.anomalies(catalog()), text("overview.show-anomalies")));
        return band;
    }

    private Panel posture(Overview overview) {
        StackedBar bar = Posture.bar(overview);
        UnorderedList legend = bar.legend(
                segment -> Links.devices(catalog(), Posture.devices(segment).toParameters()));
        Facts facts = new Facts()
                .with(
                        text("overview.products"),
                        new Anchor(Links.products(catalog()), Amount.of(overview.products(), "product")))
                .with(
                        text("overview.images"),
                        new Anchor(Links.images(catalog()), Amount.of(overview.images(), "image")))
                .with(
                        text("overview.deployments"),
                        new Anchor(Links.deployments(catalog()), Amount.of(overview.deployments(), "deployment")));
        if (overview.blocked() > 0) {
            facts.with(
                    text("overview.blocked-devices"),
                    new Anchor(
                            Links.devices(
                                    catalog(), DeviceQuery.ALL.withBlocked(true).toParameters()),
                            text("overview.blocked", overview.blocked())));
        }
        facts.addClassName("hf-facts-row");
        return new Panel(text("overview.health"), bar.draw(), legend, facts);
    }

    private static Panel recent(String catalog, List<AuditEntryView> entries) {
        Panel panel =
                new Panel(text("overview.recent")).beside(new Anchor(Links.audit(catalog), text("overview.audit")));
        if (entries.isEmpty()) {
            panel.add(new Paragraph(text("overview.no-changes")));
        } else {
            OrderedList list = Styled.as("hf-recent", new OrderedList());
            entries.forEach(entry -> list.add(line(entry)));
            panel.add(list);
        }
        return panel;
    }

    private static ListItem line(AuditEntryView entry) {
        Span actor = Styled.as("hf-actor", new Span(entry.actor()));
        Span change = new Span(entry.detail().isEmpty() ? entry.action() + " " + entry.subject() : entry.detail());
        return new ListItem(TimeText.relative(entry.at()), actor, change);
    }

    /** Rollouts and findings that need attention, worst first, each with a link to the rollout or its devices. */
    static final class AttentionPanel extends Div {
        AttentionPanel(String catalog, Overview overview) {
            Panel panel = new Panel(text("overview.attention"));
            List<Attention> attention = overview.attention();
            boolean isCalm = attention.isEmpty() && overview.rollouts().isEmpty();
            if (isCalm && !FirstSteps.hasAttested(overview)) {
                panel.add(Styled.note(text("overview.nothing-known")));
            } else if (isCalm) {
                Paragraph allTrusted = new Paragraph(Icon.CHECK.draw(), new Span(text("overview.all-trusted")));
                allTrusted.addClassName("hf-calm");
                panel.add(allTrusted);
            } else {
                OrderedList list = Styled.as("hf-attention", new OrderedList());
                overview.rollouts().forEach(rollout -> list.add(line(catalog, rollout)));
                attention.forEach(item -> list.add(line(catalog, item)));
                panel.add(list);
            }
            add(panel);
        }

        private static ListItem line(String catalog, RolloutAttention rollout) {
            String words = text("overview.rollout", rollout.product(), rollout.group());
            Anchor link = new Anchor(Links.rollout(catalog, rollout.id()), text("overview.show-rollout"));
            link.getElement().setAttribute("aria-label", text("overview.show-rollout-named", words));
            return new ListItem(
                    RolloutWords.badge(rollout.state()),
                    Styled.div(
                            "hf-two-lines",
                            Styled.as("hf-attention-reason", new Span(words)),
                            Styled.as("hf-muted", new Span(TimeText.relative(rollout.since())))),
                    link);
        }

        private static ListItem line(String catalog, Attention attention) {
            DeviceQuery query = query(attention);
            Span reason = Styled.as("hf-attention-reason", new Span(attention.reason()));
            Span detail = Styled.as(
                    "hf-muted",
                    new Span(
                            new Span(text("overview.devices-first", attention.devices()) + " "),
                            TimeText.relative(attention.since())));
            Anchor devices = new Anchor(Links.devices(catalog, query.toParameters()), text("overview.show-devices"));
            devices.getElement().setAttribute("aria-label", text("overview.show-devices-with", attention.reason()));
            return new ListItem(
                    StatusBadge.of(attention.trust(), attention.code()),
                    Styled.div("hf-two-lines", reason, detail),
                    devices);
        }

        /** Returns the query for the devices of a finding. Trust selects a chip, but unknown trust has two chips and so becomes a filter term. */
        private static DeviceQuery query(Attention attention) {
            DeviceQuery query = DeviceQuery.ALL.withText(attention.code());
            return switch (attention.trust()) {
                case UNTRUSTED -> query.withHealth(Health.FAILED);
                case OUTDATED -> query.withHealth(Health.OUTDATED);
                case TRUSTED -> query.withHealth(Health.TRUSTED);
                case UNKNOWN -> query.withText("is:unknown,unreachable " + attention.code());
            };
        }
    }
}
