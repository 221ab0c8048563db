package dev.holdfast.ui.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import dev.holdfast.contract.operator.rollout.RolloutView;
import dev.holdfast.ui.fake.FakeFleet;
import dev.holdfast.ui.fake.FakeRollouts;
import dev.holdfast.ui.image.ImageChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The form of a new rollout, without a browser. */
class NewRolloutDialogTest extends BrowserlessTest {
    private final FakeFleet fleet = new FakeFleet();
    private final FakeRollouts client = new FakeRollouts(fleet);
    private final List<RolloutView> created = new ArrayList<>();

    /** Names a package without routes. */
    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.holdfast.ui.fake");
    }

    @Test
    void the_defaults_open_one_ten_and_all_percent_and_halt_for_each_cause() {
        NewRolloutDialog dialog = dialog();
        assertThat(submit(dialog).isEnabled()).as("without images").isFalse();
        assertThat(find(Span.class).withText("Choose images.").all()).hasSize(1);

        choose(dialog);
        assertThat(find(Span.class).withText("Choose images.").all()).isEmpty();
        assertThat(text(dialog))
                .contains(
                        "Phase 1",
                        "Phase 2",
                        "Phase 3",
                        "Devices by phase: 4 → 38 → 380",
                        "Nine of ten devices make contact within 12 min.",
                        "3 offline devices install");
        test(submit(dialog)).click();

        assertThat(created).hasSize(1);
        assertThat(client.commands)
                .singleElement()
                .asString()
                .startsWith("create Toaster / ")
                .contains(
                        "NewPhase[percent=1, count=null, tag=null, deviceIds=null, soakMinutes=1440, successPercent=95",
                        "NewPhase[percent=10,",
                        "NewPhase[percent=100,",
                        "soakMinutes=0",
                        "HaltRuleView[cause=INSTALL_FAILED, percent=5, minimum=10]",
                        "HaltRuleView[cause=CRASH_RATE,",
                        "startAt=null, maxInFlight=null, attestWithinHours=24, silentAfterHours=24, emergency=false");
    }

    @Test
    void phases_are_added_and_removed_and_the_last_one_stays() {
        NewRolloutDialog dialog = dialog();
        choose(dialog);
        assertThat(buttons(dialog, "Remove")).hasSize(2);

        test(find(Button.class, dialog).withText("Add phase").single()).click();
        assertThat(text(dialog)).contains("Phase 4");
        buttons(dialog, "Remove").forEach(remove -> test(remove).click());
        test(submit(dialog)).click();

        assertThat(client.commands).singleElement().asString().contains("phases=[NewPhase[percent=100,");
    }

    @Test
    void a_first_phase_of_canaries_takes_a_tag() {
        NewRolloutDialog dialog = dialog();
        choose(dialog);
        @SuppressWarnings("unchecked") // the items are kinds of phases
        Select<PhaseFields.PhaseKind> kind = find(Select.class, dialog).all().getFirst();
        kind.setValue(PhaseFields.PhaseKind.TAG);
        assertThat(submit(dialog).isEnabled()).as("without a tag").isFalse();

        test(find(TextField.class, dialog).withLabel("Tag").single()).setValue("canary");
        test(submit(dialog)).click();

        assertThat(client.commands)
                .singleElement()
                .asString()
                .contains("NewPhase[percent=null, count=null, tag=canary, deviceIds=null");
    }

    @Test
    void an_invalid_percentage_cannot_be_submitted() {
        NewRolloutDialog dialog = dialog();
        choose(dialog);
        IntegerField percent =
                find(IntegerField.class, dialog).withLabel("Percent").all().getFirst();
        percent.setValue(100);
        assertThat(submit(dialog).isEnabled()).isFalse();
        assertThat(find(Span.class).withText("Correct the marked fields.").all())
                .hasSize(1);
        assertThat(percent.isInvalid()).isTrue();
        assertThat(percent.getErrorMessage()).isEqualTo("1 to 99");
        IntegerField most = find(IntegerField.class, dialog)
                .withLabel("Most devices at a time")
                .single();
        most.setValue(0);
        assertThat(most.isInvalid()).isTrue();
        assertThat(most.getErrorMessage()).isEqualTo("At least 1 device");
    }

    @Test
    void a_phase_takes_a_thousand_device_ids_and_no_more() {
        NewRolloutDialog dialog = dialog();
        choose(dialog);
        @SuppressWarnings("unchecked") // the items are kinds of phases
        Select<PhaseFields.PhaseKind> kind = find(Select.class, dialog).all().getFirst();
        kind.setValue(PhaseFields.PhaseKind.DEVICES);
        TextArea ids =
                find(TextArea.class, dialog).withCaption("Device IDs").all().getFirst();
        List<String> thousand = IntStream.range(0, 1_000)
                .mapToObj(number -> "ABCD" + String.format(Locale.ROOT, "%0124d", number))
                .toList();

        ids.setValue(String.join("\n", thousand) + ", " + "e".repeat(128));
        assertThat(ids.getErrorMessage()).isEqualTo("1 to 1,000 device IDs of 128 hex digits each");
        assertThat(submit(dialog).isEnabled()).isFalse();

        ids.setValue(String.join("\n", thousand));
        assertThat(ids.isInvalid()).isFalse();
        test(submit(dialog)).click();
        assertThat(client.commands).singleElement().asString().contains("tag=null, deviceIds=[abcd0000");
    }

    @Test
    void the_numbers_of_a_rule_that_is_off_do_not_count() {
        NewRolloutDialog dialog = dialog();
        choose(dialog);
        IntegerField percent = find(IntegerField.class, dialog)
                .withLabel("More than (%)")
                .all()
                .getFirst();
        percent.setValue(500);
        assertThat(submit(dialog).isEnabled()).isFalse();

        find(Checkbox.class, dialog).withLabel("Installation failed").single().setValue(false);
        assertThat(submit(dialog).isEnabled()).isTrue();
    }

    private NewRolloutDialog dialog() {
        NewRolloutDialog dialog = new NewRolloutDialog(
                client, "contoso", fleet.groups("Toaster").get(3), fleet.images("type:Applications"), created::add);
        dialog.open();
        return dialog;
    }

    private void choose(NewRolloutDialog dialog) {
        find(ImageChoice.class, dialog)
                .single()
                .setValue(Set.of(fleet.images("type:Applications").getFirst()));
    }

    private Button submit(NewRolloutDialog dialog) {
        return find(Button.class, dialog).withText("Create draft").single();
    }

    private List<Button> buttons(NewRolloutDialog dialog, String words) {
        return find(Button.class, dialog).withText(words).all();
    }

    private static String text(Component component) {
        return component.getElement().getTextRecursively();
    }
}
