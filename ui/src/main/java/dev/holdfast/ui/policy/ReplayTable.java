package dev.holdfast.ui.policy;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.policy.ReplayState;
import dev.holdfast.contract.operator.policy.ReplayView;
import dev.holdfast.ui.component.Clause;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.shell.Links;
import java.util.List;

/** The replays of a policy's versions, newest first. */
final class ReplayTable extends RowTable {
    private final String catalog;

    ReplayTable(String catalog) {
        super("Replays, newest first", "Started", "Of", "State", "Found");
        this.catalog = catalog;
    }

    void show(List<ReplayView> replays) {
        for (ReplayView replay : replays) {
            Anchor link = new Anchor(Links.replay(catalog, replay.id()));
            link.add(TimeText.exact(replay.startedAt()));
            Div started = new Div(link, new Span(" by " + replay.startedBy()));
            started.addClassName("hf-nowrap");
            String usable =
                    replay.state() == ReplayState.FINISHED && !replay.usable() ? " (before something changed)" : "";
            row(
                    started,
                    words(Clause.start(PolicyWords.candidate(replay))),
                    PolicyWords.badge(replay.state()),
                    words(PolicyWords.found(replay) + usable));
        }
    }
}
