package dev.holdfast.ui.device;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.RowTable;
import java.util.List;

/** A signed token as a table of its claims, folded away until somebody wants to know. */
final class TokenTable extends Details {
    TokenTable(String name, byte[] token) {
        List<TokenClaims> claims = TokenClaims.of(token);
        addClassName("hf-raw-details");
        if (claims.isEmpty()) {
            setSummaryText(name + ", decoded");
            add(new Paragraph(
                    "These bytes are no token that the console can take apart. They are below as they came."));
            return;
        }
        setSummaryText(name + ", decoded: " + Amount.of(claims.size(), "claim"));
        RowTable table = new RowTable(name + ", decoded", "Part", "Claim", "Number", "Value");
        table.addClassName("hf-claims");
        claims.forEach(claim -> table.row(
                new Span(claim.part()), RowTable.words(claim.name()), RowTable.words(claim.label()), value(claim)));
        Div box = new Div(table);
        box.addClassName("hf-code-box");
        // What scrolls must be in reach of the keyboard.
        box.getElement().setAttribute("tabindex", "0");
        box.getElement().setAttribute("role", "region");
        box.getElement().setAttribute("aria-label", name + ", decoded");
        add(box);
    }

    private static Component value(TokenClaims claim) {
        return new Code(claim.value());
    }
}
