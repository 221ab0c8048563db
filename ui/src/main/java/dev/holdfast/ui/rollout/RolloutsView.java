package dev.holdfast.ui.rollout;

import static dev.holdfast.ui.text.Texts.text;
import static dev.holdfast.ui.text.Texts.word;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.rollout.RolloutFields;
import dev.holdfast.contract.operator.rollout.RolloutStatus;
import dev.holdfast.contract.operator.rollout.RolloutStop;
import dev.holdfast.contract.operator.rollout.RolloutView;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.Chips;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.FilterParameter;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.ListPage;
import dev.holdfast.ui.shell.ListRows;
import dev.holdfast.ui.shell.ListSpec;
import dev.holdfast.ui.shell.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** The rollouts of a catalog, newest first. The query parameter {@code show} selects those in some states. */
@Route("c/:catalog/rollouts")
public class RolloutsView extends ListPage<RolloutView> {
    private static final String SHOW = "show";
    /** Rollouts that a stop halts, or makes drafts again if they are scheduled. */
    private static final String STOPPABLE = "state:scheduled,running,soaking,waiting-for-person";

    /** Most rollouts that the dialog names. */
    private static final int NAMED = 5;

    private static final ListSpec SPEC =
            ListSpec.of("rollouts", Links::rollouts, RolloutFields.VOCABULARY).sorted("-at");

    private final transient RolloutClient client;
    private final Chips chips = new Chips(text("rollouts.state"));
    private final Div actions = new Div();
    private final Div stopped = new Div();
    private transient @Nullable RolloutStop stop;
    private RolloutFilter shown = RolloutFilter.ALL;

    /** The values of {@code ?show=}, each with its filter term; empty for no term. */
    private enum RolloutFilter {
        ALL(""),
        ACTIVE("is:active"),
        HALTED("state:halted"),
        WAITING("state:waiting-for-person"),
        ENDED("is:ended");

        private final String term;

        RolloutFilter(String term) {
            this.term = term;
        }

        private static RolloutFilter of(Visit visit) {
            for (RolloutFilter filter : values()) {
                if (filter.parameter().equalsIgnoreCase(visit.query(SHOW))) {
                    return filter;
                }
            }
            return ALL;
        }

        private String parameter() {
            return this == ALL ? "" : name().toLowerCase(Locale.ROOT);
        }
    }

    public RolloutsView(SignedIn signedIn, @RestClient RolloutClient client) {
        super(signedIn, SPEC, null);
        this.client = client;
        header.offer(actions);
        addClassName("hf-page-list");
        add(header, stopped, chips, box.row(), list);
    }

    @Override
    protected void begin(Visit visit) {
        shown = RolloutFilter.of(visit);
        chips.removeAll();
        for (RolloutFilter filter : RolloutFilter.values()) {
            chips.add(
                    link(FilterParameter.of(visit.query()), Map.of(SHOW, filter.parameter())),
                    word(filter),
                    filter == shown);
        }
        stop = null;
        showStop(visit);
    }

    /** Shows whether all rollouts are stopped, and the action that changes it. */
    private void showStop(Visit visit) {
        RolloutStop now = client.stopped(visit.catalog());
        if (now.equals(stop)) {
            return;
        }
        stop = now;
        boolean isStopped = now.at() != null;
        stopped.removeAll();
        stopped.setVisible(isStopped);
        if (now.at() != null) {
            stopped.add(new StateStrip(
                            Tone.CONTRAINDICATED,
                            Icon.BLOCKED,
                            text("rollouts.stopped"),
                            new Paragraph(text("rollouts.stopped.by", now.by(), now.reason())),
                            Styled.as("hf-muted", new Paragraph(TimeText.full(now.at()))))
                    .alarming());
        }
        actions.removeAll();
        if (visit.may(Permission.MANAGE_CATALOG)) {
            actions.add(
                    isStopped
                            ? new Button(text("rollouts.allow.button"), clicked -> allow())
                            : Styled.dangerous(text("rollouts.stop.button"), this::stop));
        }
    }

    @Override
    public void refresh() {
        super.refresh();
        if (stop != null) {
            showStop(visit());
        }
    }

    @Override
    protected LinkedPages<RolloutView> find(Visit visit, ListRequest request) {
        return LinkedPages.linked(request, page -> client.rollouts(visit.catalog(), page));
    }

    @Override
    protected ListRows<RolloutView> rows(Visit visit) {
        return RolloutRows.ofCatalog(
                visit.catalog(), rollout -> Links.go(this, Links.rollout(catalog(), rollout.id())));
    }

    @Override
    protected boolean changes(RolloutView rollout) {
        return RolloutRows.isOpen(rollout);
    }

    @Override
    protected String extraTerms(Visit visit) {
        return shown.term;
    }

    @Override
    protected Map<String, String> keptParameters() {
        return Map.of(SHOW, shown.parameter());
    }

    @Override
    protected String sentence(LinkedPages<RolloutView> pages, String count) {
        List<RolloutView> known = pages.known();
        long active = known.stream().filter(RolloutWords::isActive).count();
        return known.isEmpty()
                ? count
                : pages.isComplete()
                        ? text("rollouts.active", count, active)
                        : text("rollouts.active-newest", count, active, known.size());
    }

    @Override
    protected EmptyState emptyState(Visit visit) {
        return shown == RolloutFilter.ALL
                ? new EmptyState(
                        Icon.ROLLOUT,
                        text("rollouts.empty.title"),
                        text("rollouts.empty.text"),
                        new Anchor(Links.products(visit.catalog()), text("rollouts.show-groups")))
                : new EmptyState(Icon.SEARCH, text("list.no-match.title"), text("list.no-match.text"), showAll(visit));
    }

    /** Stops everything: shows how many rollouts halt or become drafts, and names the first ones. */
    private void stop() {
        List<RolloutView> found = LinkedPages.linked(
                        ListRequest.of(STOPPABLE, LinkedPages.MAX), page -> client.rollouts(catalog(), page))
                .rows(0, LinkedPages.LONGEST);
        List<RolloutView> scheduled = found.stream()
                .filter(rollout -> rollout.state() == RolloutStatus.SCHEDULED)
                .toList();
        List<RolloutView> halting =
                found.stream().filter(rollout -> !scheduled.contains(rollout)).toList();
        List<String> effects = new ArrayList<>();
        effects.add(named(text("rollouts.stop.effect.halts", halting.size()), halting));
        if (!scheduled.isEmpty()) {
            effects.add(named(text("rollouts.stop.effect.drafts", scheduled.size()), scheduled));
        }
        effects.add(text("rollouts.stop.effect.devices"));
        effects.add(text("rollouts.stop.effect.starts"));
        effects.add(text("rollouts.stop.effect.system"));
        new ActionDialog(text("rollouts.stop.title"), effects, text("rollouts.stop.submit"), reason -> {
                    client.stop(catalog(), new Reason(reason));
                    Toast.done(text("rollouts.stop.done"));
                    reload();
                })
                .dangerous()
                .open();
    }

    private static String named(String words, List<RolloutView> rollouts) {
        String names = rollouts.stream()
                .limit(NAMED)
                .map(rollout -> rollout.product() + " / " + rollout.group())
                .collect(Collectors.joining(", "));
        return rollouts.isEmpty() ? words + "." : words + ": " + names + (rollouts.size() > NAMED ? ", …" : ".");
    }

    private void allow() {
        new ActionDialog(
                        text("rollouts.allow.title"),
                        List.of(text("rollouts.allow.effect"), text("rollouts.allow.effect.halted")),
                        text("rollouts.allow.submit"),
                        reason -> {
                            client.allow(catalog(), new Reason(reason));
                            Toast.done(text("rollouts.allow.done"));
                            reload();
                        })
                .open();
    }
}
