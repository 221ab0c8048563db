package dev.holdfast.ui.claim;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.ui.component.Outcome;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.Tone;
import java.util.List;

/** Ends what a maker's word on single chips is worth, or brings it back: for stolen ones, or a batch that went astray. */
final class ChipsPanel extends Div {
    private final TextArea ids = new TextArea("Device IDs of the chips");
    private final Button revoke;
    private final Button restore;
    private final Outcome outcome = new Outcome();

    ChipsPanel(EndorsementClient client) {
        revoke = new Button("Revoke chips…", clicked -> ChipActs.revoke(client, chips(), this::say));
        restore = new Button("Restore chips…", clicked -> ChipActs.restore(client, chips(), this::say));
        ids.setHelperText("128 hexadecimal digits each, separated by lines, blanks or commas; at most 20,000");
        Styled.codes(ids, 3, 8, this::check);
        Div acts = Styled.div("hf-actions", revoke, restore);
        addClassName("hf-form");
        add(
                new Paragraph(
                        "A chip that is stolen, or that its maker should not have signed for, can be revoked alone, in"
                                + " whichever catalog its device is. You see first what that takes from whom."),
                ids,
                acts,
                outcome);
        check();
    }

    private List<DeviceId> chips() {
        return ClaimList.of(ids.getValue()).devices();
    }

    private void check() {
        ClaimList list = ClaimList.of(ids.getValue());
        boolean good = list.problems().isEmpty();
        ids.setInvalid(!good);
        ids.setErrorMessage(
                good
                        ? ""
                        : "Line " + list.problems().getFirst().line() + ": "
                                + list.problems().getFirst().why());
        revoke.setEnabled(good && !list.rows().isEmpty());
        restore.setEnabled(revoke.isEnabled());
    }

    private void say(String sentence) {
        ids.clear();
        outcome.say(Tone.AFFIRMING, sentence);
    }
}
