package dev.holdfast.ui.claim;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.router.QueryParameters;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.claim.ClaimChallengeRequest;
import dev.holdfast.contract.operator.claim.ClaimChallenges;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Outcome;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.shell.Links;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
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
                                + " the manufacturer for a list that names this catalog."))
                : new ProofPanel(client, catalog, unproved, proofs -> submit(wanted.only(unproved), proofs));
    }

    /** Proof of possession in three steps: challenges, what the devices sign over them, and the claim with it. */
    static final class ProofPanel extends Div {
        /** The most devices that are proved in one go here; scripts may take more. */
        static final int MOST = 20;

        private static final Pattern BLANKS = Pattern.compile("\\s+");

        private final TextArea evidence = new TextArea("Evidence");
        private final Button claim = new Button("Claim with proofs");

        ProofPanel(ClaimClient client, String catalog, List<DeviceId> devices, Consumer<List<Blob>> proved) {
            addClassName("hf-form");
            Div challenges = Styled.div("hf-form");
            challenges.getElement().setAttribute("aria-live", "polite");
            Button ask = new Button("Get challenges");
            ask.addClickListener(clicked -> {
                show(challenges, client.challenges(catalog, new ClaimChallengeRequest(devices)));
                ask.setText("Get new challenges");
                evidence.setEnabled(true);
            });
            evidence.setHelperText("Base64, a line for each device");
            evidence.setEnabled(false);
            Styled.codes(evidence, 3, 8, this::check);
            claim.addThemeVariants(ButtonVariant.PRIMARY);
            claim.setEnabled(false);
            claim.addClickListener(clicked -> proved.accept(read(evidence.getValue())));
            add(
                    new Paragraph(
                            "No manufacturer's list gives these devices to this catalog. Whoever has them at hand can prove it:"),
                    new OrderedList(
                            new ListItem(new Span("Get a challenge for each device. "), ask, challenges),
                            new ListItem(
                                    new Span("Attach the device and let it sign its challenge."),
                                    new Paragraph(
                                            "A simulated device does it with the command that stands below its challenge.")),
                            new ListItem(new Span("Paste what they signed."), evidence, claim)));
        }

        private static void show(Div into, ClaimChallenges made) {
            into.removeAll();
            into.add(Styled.as(
                    "hf-muted",
                    new Paragraph(new Span("They can be answered until "), TimeText.exact(made.expiresAt()))));
            for (ClaimChallenges.OfDevice one : made.challenges()) {
                String command =
                        "sim prove --chip DIR --challenge " + one.nonce().hex();
                into.add(
                        new Div(new Span("Device "), new Code(one.deviceId().shortText() + "…")),
                        Styled.command(command));
            }
        }

        private void check() {
            evidence.setInvalid(false);
            claim.setEnabled(false);
            try {
                claim.setEnabled(!read(evidence.getValue()).isEmpty());
            } catch (IllegalArgumentException notBase64) {
                evidence.setInvalid(true);
                evidence.setErrorMessage("A piece of this is not base64. Copy it whole, with its = signs.");
            }
        }

        static List<Blob> read(String text) {
            List<Blob> proofs = new ArrayList<>();
            for (String piece : BLANKS.split(text.strip(), -1)) {
                if (!piece.isEmpty()) {
                    proofs.add(Blob.parse(piece));
                }
            }
            return proofs;
        }
    }
}
