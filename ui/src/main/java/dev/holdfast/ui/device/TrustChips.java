package dev.holdfast.ui.device;

import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.Overview;
import dev.holdfast.contract.operator.Trust;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.shell.Links;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The trusts to choose from; the numbers are those of the whole catalog and go away when something else narrows the list. */
final class TrustChips extends Nav {
    TrustChips() {
        addClassName("hf-chips");
        getElement().setAttribute("aria-label", "Trust");
    }

    void show(String catalog, DeviceQuery query, Overview overview) {
        removeAll();
        chip(catalog, query, null, overview.devices());
        chip(catalog, query, Trust.UNTRUSTED, overview.untrusted());
        chip(catalog, query, Trust.OUTDATED, overview.outdated());
        chip(catalog, query, Trust.UNKNOWN, overview.unknown());
        chip(catalog, query, Trust.TRUSTED, overview.trusted());
    }

    private void chip(String catalog, DeviceQuery query, @Nullable Trust trust, long count) {
        Anchor chip = new Anchor(Links.devices(catalog, query.withTrust(trust).toParameters()));
        chip.add(new Span(trust == null ? "All" : StatusBadge.word(trust)));
        if (query.withTrust(null).isUnfiltered()) {
            Span number = new Span(String.format(Locale.ROOT, "%,d", count));
            number.addClassName("hf-number");
            chip.add(new Text(" "), number);
        }
        if (trust != null) {
            chip.getElement().setAttribute("data-tone", Tone.of(trust).token());
        }
        if (query.trust() == trust) {
            chip.getElement().setAttribute("aria-current", "true");
        }
        add(chip);
    }
}
