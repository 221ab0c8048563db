package dev.holdfast.ui.claim;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.FileChoice;
import dev.holdfast.ui.component.Outcome;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.shell.Links;
import java.util.List;
import java.util.function.Consumer;

/**
 * Claims the devices of a CSV file into the groups that it names. The operator API alone reads the file, so that the console
 * and scripts are told the same about it.
 */
final class ClaimFile extends Div {
    private static final byte[] NONE = new byte[0];

    private final transient ClaimClient client;
    private final transient Consumer<List<DeviceId>> pasting;
    private final String catalog;
    private final Paragraph chosen = new Paragraph();
    private final Button claim = Styled.primary("Claim the devices of the file", this::submit);
    private final Outcome outcome = new Outcome();
    private byte[] csv = NONE;

    /** Hands devices that need a proof to {@code pasting} when the person wants to prove them one by one. */
    ClaimFile(ClaimClient client, String catalog, Consumer<List<DeviceId>> pasting) {
        this.client = client;
        this.catalog = catalog;
        this.pasting = pasting;
        FileChoice upload = new FileChoice(
                "Choose CSV file",
                ClaimClient.MOST_BYTES,
                this::take,
                () -> outcome.say(
                        Tone.CONTRAINDICATED,
                        "This file was not read: it may have at most " + Amount.bytes(ClaimClient.MOST_BYTES) + "."));
        Span hint = Styled.muted("The first line is " + ClaimClient.HEADER
                + "; each further line is one device, at most 20,000. .default as product and as group is no group yet."
                + " A fourth column, Proof, may hold what a device signed over a claim challenge, in base64.");
        Div choice = Styled.div("hf-upload", upload, hint);
        chosen.getElement().setAttribute("aria-live", "polite");
        claim.setDisableOnClick(true);
        claim.setVisible(false);
        addClassName("hf-form");
        add(
                choice,
                chosen,
                Styled.working(claim, "Every line is checked and claimed; 20,000 take some seconds."),
                outcome);
    }

    /** Takes a file, ready to be claimed. */
    void take(String name, byte[] content) {
        csv = content;
        outcome.clear();
        chosen.setText(name + ": " + Amount.of(lines(content), "line") + ", " + Amount.bytes(content.length));
        claim.setVisible(true);
    }

    void forget() {
        csv = NONE;
        chosen.setText("");
        claim.setVisible(false);
    }

    /** Counts lines, the first one and an unfinished last one included. */
    static long lines(byte[] content) {
        long ends = 0;
        for (byte one : content) {
            ends += one == '\n' ? 1 : 0;
        }
        return content.length == 0 || content[content.length - 1] == '\n' ? ends : ends + 1;
    }

    private void submit() {
        try {
            ClaimOutcome done = ClaimOutcome.of(client, catalog, csv);
            if (done.stopped() == null) {
                forget();
            }
            done.in(outcome, Links.devices(catalog), this::proving);
        } finally {
            claim.setEnabled(true);
        }
    }

    private Div proving(List<DeviceId> unproved) {
        Div proving = new Div(new Paragraph("No maker's list gives " + Amount.of(unproved.size(), "device")
                + " of them to this catalog. Put what they sign over a claim challenge into the column Proof."));
        if (unproved.size() <= ProofPanel.MOST) {
            proving.add(new Button("Prove them here", clicked -> pasting.accept(unproved)));
        }
        return proving;
    }
}
