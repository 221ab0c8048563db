package dev.holdfast.ui.policy;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.policy.ReplayState;
import dev.holdfast.contract.operator.policy.ReplayView;
import dev.holdfast.ui.component.Clause;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.TableRows;

/** The replays of a policy's versions, newest first. */
final class ReplayTable {
    private ReplayTable() {}

    static TableRows<ReplayView> of(String catalog) {
        return new TableRows<>("Replays", ReplayView::id)
                .column("Started", replay -> started(catalog, replay))
                .words("Of", replay -> Clause.start(PolicyWords.candidate(replay)))
                .column("State", replay -> PolicyWords.badge(replay.state()))
                .words("Found", ReplayTable::found);
    }

    private static Div started(String catalog, ReplayView replay) {
        Anchor link = new Anchor(Links.replay(catalog, replay.id()));
        link.add(TimeText.exact(replay.startedAt()));
        Div started = new Div(link, new Span(" by " + replay.startedBy()));
        started.addClassName("hf-nowrap");
        return started;
    }

    private static String found(ReplayView replay) {
        boolean outdated = replay.state() == ReplayState.FINISHED && !replay.usable();
        return PolicyWords.found(replay) + (outdated ? " (before something changed)" : "");
    }
}
