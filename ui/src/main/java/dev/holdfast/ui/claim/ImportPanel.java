package dev.holdfast.ui.claim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.manufacturer.EndorsementImport;
import dev.holdfast.ui.client.OperatorProblem;
import dev.holdfast.ui.client.Problems;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.FileChoice;
import dev.holdfast.ui.component.Outcome;
import dev.holdfast.ui.component.ProblemText;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.Tone;
import jakarta.ws.rs.ProcessingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Imports a silicon manufacturer's endorsement list and says what that did. */
final class ImportPanel extends Div {
    private final transient EndorsementClient client;
    private final transient Consumer<List<DeviceId>> next;
    private final String catalog;
    private final Outcome outcome = new Outcome();

    ImportPanel(EndorsementClient client, String catalog, boolean installationOwner, Consumer<List<DeviceId>> next) {
        this.client = client;
        this.catalog = catalog;
        this.next = next;
        add(new Paragraph(
                "The signed list of chips that came with a delivery. Chips that are known already stay as they are."));
        if (installationOwner) {
            add(
                    new FileChoice(
                            "Choose endorsement list",
                            EndorsementClient.MOST_BYTES,
                            (file, content) -> importList(file, new String(content, StandardCharsets.UTF_8)),
                            () -> outcome.say(
                                    Tone.CONTRAINDICATED,
                                    "This file was not sent: a list has at most "
                                            + Amount.bytes(EndorsementClient.MOST_BYTES) + ".")),
                    outcome);
        } else {
            add(Styled.note("Importing a list takes an owner of the installation, since it counts for all of its"
                    + " catalogs. Chips of lists that were imported before can be claimed below."));
        }
    }

    void importList(String file, String text) {
        String list = text.strip();
        try {
            EndorsementImport done = client.importList(list);
            outcome.say(Tone.AFFIRMING, sentence(done), actions(EndorsedDevices.in(list)));
        } catch (OperatorProblem | ProcessingException failure) {
            Div words = new Div(new Paragraph(file + " was not imported."), new ProblemText(Problems.of(failure)));
            outcome.show(Tone.CONTRAINDICATED, words);
        }
    }

    static String sentence(EndorsementImport done) {
        return Amount.of(done.added(), "chip") + " of " + done.manufacturer() + " endorsed"
                + (done.known() == 0 ? "." : ", " + Amount.of(done.known(), "chip") + " known already.")
                + (done.readdressed() == 0
                        ? ""
                        : " " + Amount.of(done.readdressed(), "chip") + " of them "
                                + (done.readdressed() == 1 ? "is" : "are") + " for another catalog from now on.");
    }

    private Component[] actions(EndorsedDevices endorsed) {
        List<DeviceId> devices = endorsed.devices();
        if (!endorsed.areFor(catalog)) {
            return new Component[] {
                new Paragraph(
                        "The manufacturer made them for the catalog " + endorsed.catalog() + ": no other can claim them.")
            };
        }
        if (devices.isEmpty()) {
            return new Component[0];
        }
        if (devices.size() > ClaimList.MOST) {
            return new Component[] {
                new Paragraph(String.format(
                        Locale.ROOT,
                        "The list names %,d chips. Claim them in parts of at most %,d.",
                        devices.size(),
                        ClaimList.MOST))
            };
        }
        String which = devices.size() == 1 ? "this chip" : "these " + Amount.of(devices.size(), "chip");
        return new Component[] {new Button("Claim " + which, clicked -> next.accept(devices))};
    }

    /**
     * What an endorsement list says of its chips. Nothing is verified here: read only what the operator API has accepted.
     *
     * @param catalog the only catalog that may claim them; empty when any may
     * @param devices their IDs
     */
    private record EndorsedDevices(String catalog, List<DeviceId> devices) {
        private static final EndorsedDevices NONE = new EndorsedDevices("", List.of());
        private static final ObjectMapper JSON = new ObjectMapper();
        private static final int PARTS = 3;

        static EndorsedDevices in(String list) {
            String[] parts = list.split("\\.", -1);
            if (parts.length != PARTS) {
                return NONE;
            }
            try {
                JsonNode payload = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
                List<DeviceId> devices = new ArrayList<>();
                for (JsonNode device : payload.path("devices")) {
                    devices.add(DeviceId.parse(device.path("deviceId").asText()));
                }
                return new EndorsedDevices(payload.path("catalog").asText(""), List.copyOf(devices));
            } catch (JsonProcessingException | IllegalArgumentException notUnderstood) {
                return NONE;
            } catch (IOException impossible) {
                throw new IllegalStateException("bytes in memory can be read", impossible);
            }
        }

        boolean areFor(String name) {
            return catalog.isEmpty() || catalog.equalsIgnoreCase(name);
        }
    }
}
