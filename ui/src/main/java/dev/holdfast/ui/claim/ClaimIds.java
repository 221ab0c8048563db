package dev.holdfast.ui.claim;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.router.QueryParameters;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Outcome;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.shell.Links;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Claims pasted device IDs into one group. */
final class ClaimIds extends Div {
    private final transient ClaimClient client;
    private final String catalog;
    private final ClaimPanel.ClaimTarget target;
    private final TextArea ids = new TextArea("Device IDs");
    private final Paragraph effect = new Paragraph();
    private final Div problems = new Div();
    private final Button claim = Styled.primary("Claim devices", this::submit);
    private final Outcome outcome = new Outcome();
    private transient ClaimList list = ClaimList.NONE;

    /** Offers {@code targets}, at least one. */
    ClaimIds(ClaimClient client, String catalog, List<ClaimList.Target> targets) {
        this.client = client;
        this.catalog = catalog;
        this.target = new ClaimPanel.ClaimTarget(targets, this::read);
        addClassName("hf-form");
        effect.addClassName("hf-muted");
        effect.getElement().setAttribute("aria-live", "polite");
        claim.setDisableOnClick(true);
        add(target, ids, problems, effect, Styled.div("hf-actions", claim), outcome);
        ids.setHelperText("128 hexadecimal digits each, separated by lines, blanks or commas; at most 20,000");
        Styled.codes(ids, 5, 12, this::read);
        read();
    }

    /** Fills in device IDs, ready to be claimed. */
    void offer(List<DeviceId> devices) {
        ids.setValue(devices.stream().map(DeviceId::text).collect(Collectors.joining("\n")));
        read();
        ids.focus();
        ids.scrollIntoView();
    }

    private void read() {
        list = ClaimList.of(ids.getValue());
        outcome.clear();
        problems.removeAll();
        problems.add(ProblemLines.of(list));
        effect.setText(list.rows().isEmpty() ? "" : Amount.of(list.rows().size(), "device") + " to " + target.chosen());
        check();
    }

    private void check() {
        int count = list.rows().size();
        claim.setEnabled(count > 0 && list.problems().isEmpty() && target.isChosen());
        claim.setText(count == 0 ? "Claim devices" : "Claim " + Amount.of(count, "device"));
    }

    private void submit() {
        submit(list, List.of());
    }

    private void submit(ClaimList wanted, List<Blob> proofs) {
        try {
            ClaimList.Target into = target.chosen();
            ClaimOutcome done = ClaimOutcome.of(client, catalog, into, wanted, proofs);
            if (done.complete()) {
                ids.clear();
                read();
            }
            done.in(
                    outcome,
                    Links.devices(
                            catalog, QueryParameters.simple(Map.of("product", into.product(), "group", into.group()))),
                    unproved -> proving(wanted, unproved));
        } finally {
            check();
        }
    }

    private Div proving(ClaimList wanted, List<DeviceId> unproved) {
        return unproved.size() > ProofPanel.MOST
                ? new Div(
                        new Paragraph("Proofs of so many devices are work for a script: it asks claim-challenge of the"
                                + " operator API and writes what the devices sign into the column Proof of a CSV file. Or ask"
                                + " the maker for a list that names this catalog."))
                : new ProofPanel(client, catalog, unproved, proofs -> submit(wanted.only(unproved), proofs));
    }
}
