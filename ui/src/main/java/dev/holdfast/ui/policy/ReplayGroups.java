package dev.holdfast.ui.policy;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import dev.holdfast.contract.operator.policy.ReplayGroup;
import dev.holdfast.contract.operator.policy.ReplayView;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.GroupWords;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.TrustTurn;
import dev.holdfast.ui.shell.Links;
import java.util.Map;

/** What a replay counted in each device group. */
final class ReplayGroups extends Div {
    ReplayGroups(String catalog, ReplayView replay) {
        Panel panel = new Panel("By device group");
        if (replay.groups().isEmpty()) {
            panel.add(new Paragraph("No device of this scope sent evidence in that time."));
        } else {
            RowTable table =
                    new RowTable("Changes by device group", "Group", "Devices", "Would change", "From what to what");
            replay.groups()
                    .forEach(group -> table.row(
                            name(catalog, replay, group),
                            RowTable.words(Amount.of(group.devices(), "device")),
                            RowTable.words(group.devicesChanged() == 0 ? "none" : Amount.of(group.devicesChanged())),
                            turns(group)));
            panel.add(table);
        }
        add(panel);
    }

    private static Component name(String catalog, ReplayView replay, ReplayGroup group) {
        String name = GroupWords.of(group.product(), group.group());
        return group.devicesChanged() == 0
                ? RowTable.words(name)
                : new Anchor(link(catalog, replay, group.product(), group.group()), name);
    }

    /** Leads to the report, narrowed to a group. */
    static String link(String catalog, ReplayView replay, String product, String group) {
        return new Location(
                        Links.replay(catalog, replay.id()),
                        QueryParameters.simple(Map.of("product", product, "group", group)))
                .getPathWithQueryParameters();
    }

    private static Component turns(ReplayGroup group) {
        if (group.turns().isEmpty()) {
            return RowTable.words("");
        }
        Div turns = new Div();
        group.turns().forEach(turn -> turns.add(new TrustTurn(turn.from(), turn.to(), turn.devices())));
        return turns;
    }
}
