package dev.holdfast.ui.certificate;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.operator.authority.SetKeyImpact;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.component.Warnings;
import dev.holdfast.ui.shell.ActionDialog;
import java.util.ArrayList;
import java.util.List;

/** The key that signs the manifest sets of all catalogs, and its replacement. For installation owners. */
final class SetKeyPanel extends Div {
    private final transient AuthorityClient client;
    private final transient Runnable changed;

    SetKeyPanel(AuthorityClient client, Runnable changed) {
        this.client = client;
        this.changed = changed;
        List<P256PublicKey> keys = client.trust().setKeys();
        boolean replacing = keys.size() > 1;
        RowTable table = new RowTable(text("set-key.title"), text("image-keys.key"), text("image-keys.state"));
        for (P256PublicKey key : keys) {
            String state = replacing ? (key.equals(keys.getLast()) ? "set-key.new" : "set-key.old") : "set-key.only";
            table.row(ImageKeysPanel.code(key, "set-key.copy"), new Span(text(state)));
        }
        Panel panel = new Panel(text("set-key.title"), Styled.note(text("set-key.text")), table);
        if (replacing) {
            panel.beside(Styled.div(
                    "hf-inline",
                    Styled.small(text("set-key.finish.open"), this::finish),
                    Styled.small(text("set-key.cancel.open"), this::cancel)));
        } else {
            panel.beside(Styled.small(text("set-key.begin.open"), this::begin));
        }
        add(panel);
    }

    private void begin() {
        SetKeyImpact impact = client.setKeyImpact();
        List<String> effects = new ArrayList<>();
        effects.add(text("set-key.begin.effect"));
        effects.addAll(KeyEffects.of(impact.sets()));
        effects.add(text("set-key.begin.stragglers", impact.stragglers()));
        new ActionDialog(text("set-key.begin.title"), effects, text("set-key.begin"), none -> {
                    client.beginSetKey();
                    done("set-key.begin.done");
                })
                .withoutReason()
                .open();
    }

    private void finish() {
        SetKeyImpact impact = client.setKeyImpact();
        List<String> effects = new ArrayList<>();
        effects.add(text("set-key.finish.effect"));
        effects.addAll(KeyEffects.of(impact.sets()));
        effects.add(text("set-key.finish.stragglers", impact.stragglers()));
        ActionDialog dialog = new ActionDialog(text("set-key.finish.title"), effects, text("set-key.finish"), none -> {
                    client.finishSetKey(impact.stragglers());
                    done("set-key.finish.done");
                })
                .withoutReason()
                .dangerous();
        if (impact.stragglers() > 0) {
            dialog.confirming(Long.toString(impact.stragglers()), text("set-key.finish.confirm"));
        }
        dialog.open();
    }

    private void cancel() {
        SetKeyImpact impact = client.setKeyImpact();
        List<String> effects = new ArrayList<>();
        effects.add(text("set-key.cancel.effect"));
        effects.addAll(KeyEffects.of(impact.sets()));
        ActionDialog dialog = new ActionDialog(text("set-key.cancel.title"), effects, text("set-key.cancel"), none -> {
                    client.cancelSetKey();
                    done("set-key.cancel.done");
                })
                .withoutReason()
                .dangerous();
        if (impact.cancelRefusal() != null) {
            dialog.showing(new Warnings(List.of(impact.cancelRefusal())));
        }
        dialog.open();
    }

    private void done(String key) {
        Toast.done(text(key));
        changed.run();
    }
}
