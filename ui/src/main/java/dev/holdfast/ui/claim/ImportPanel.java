package dev.holdfast.ui.claim;

import static dev.holdfast.ui.text.Texts.text;

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
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.FileChoice;
import dev.holdfast.ui.component.FileRefusals;
import dev.holdfast.ui.component.Outcome;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.shell.Refusal;
import jakarta.ws.rs.ProcessingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;

/** Imports a silicon manufacturer's endorsement list and offers its chips for claiming. */
final class ImportPanel extends Div {
    private final transient EndorsementClient client;
    private final transient Consumer<List<DeviceId>> next;
    private final String catalog;
    private final Outcome outcome = new Outcome();
    private final FileRefusals refused = new FileRefusals();

    ImportPanel(EndorsementClient client, String catalog, boolean installationOwner, Consumer<List<DeviceId>> next) {
        this.client = client;
        this.catalog = catalog;
        this.next = next;
        add(new Paragraph(text("endorsements.text")));
        if (installationOwner) {
            add(
                    new FileChoice(
                            text("endorsements.choose"),
                            EndorsementClient.MAX_BYTES,
                            (file, content) -> importList(file, new String(content, StandardCharsets.UTF_8)),
                            () -> outcome.say(
                                    Tone.CONTRAINDICATED,
                                    text("claim.file.too-large", Amount.bytes(EndorsementClient.MAX_BYTES)))),
                    outcome,
                    refused);
        } else {
            add(Styled.note(text("endorsements.owners-only")));
        }
    }

    void importList(String file, String content) {
        String list = content.strip();
        refused.remove(file);
        try {
            EndorsementImport done = client.importList(list);
            outcome.say(Tone.AFFIRMING, sentence(done), actions(EndorsedDevices.in(list)));
        } catch (OperatorProblem | ProcessingException failure) {
            refused.put(file, text("endorsements.failed", file), Refusal.words(failure));
        }
    }

    static String sentence(EndorsementImport done) {
        return text("endorsements.imported", done.added(), done.manufacturer())
                + (done.known() == 0 ? "" : " " + text("endorsements.known", done.known()))
                + (done.reassigned() == 0 ? "" : " " + text("endorsements.reassigned", done.reassigned()));
    }

    private Component[] actions(EndorsedDevices endorsed) {
        List<DeviceId> devices = endorsed.devices();
        if (!endorsed.canBeClaimedBy(catalog)) {
            return new Component[] {new Paragraph(text("endorsements.other-catalog", endorsed.catalog()))};
        }
        if (devices.isEmpty()) {
            return new Component[0];
        }
        if (devices.size() > ClaimList.MAX) {
            return new Component[] {new Paragraph(text("endorsements.too-many", devices.size(), ClaimList.MAX))};
        }
        return new Component[] {new Button(text("endorsements.claim", devices.size()), clicked -> next.accept(devices))
        };
    }

    /**
     * The chips of an endorsement list. Does not verify the signature: use it only for lists that the operator API accepted.
     *
     * @param catalog the only catalog that can claim the chips; empty for any
     * @param devices the device IDs
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
            } catch (JsonProcessingException | IllegalArgumentException malformed) {
                return NONE;
            } catch (IOException impossible) {
                throw new IllegalStateException("cannot read the endorsement list", impossible);
            }
        }

        boolean canBeClaimedBy(String name) {
            return catalog.isEmpty() || catalog.equalsIgnoreCase(name);
        }
    }
}
