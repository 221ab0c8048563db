package dev.holdfast.ui.overview;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.textfield.TextField;
import dev.holdfast.ui.fake.FakeOperatorApi;
import dev.holdfast.ui.fake.FakeSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CatalogDialogTest extends BrowserlessTest {
    private final List<String> created = new ArrayList<>();
    private final StartView.CatalogDialog dialog = new StartView.CatalogDialog(
            new FakeSession(FakeOperatorApi.installationOwner()),
            catalog -> created.add(catalog.name() + ": " + catalog.displayName()));

    /** Names a package without routes, because the tests create and show their views themselves. */
    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.holdfast.ui.fake");
    }

    @Test
    void an_empty_name_stands_for_the_proposed_one() {
        dialog.open();
        test(field("Display name")).setValue("Acme Ovens");

        assertThat(field("Name in addresses").getPlaceholder()).isEqualTo("acme-ovens");
        assertThat(field("Name in addresses").getValue()).isEmpty();
        test(button()).click();

        assertThat(created).containsExactly("acme-ovens: Acme Ovens");
    }

    @Test
    void a_typed_name_is_kept_while_the_display_name_changes() {
        dialog.open();
        test(field("Display name")).setValue("Acme");
        test(field("Name in addresses")).setValue("ovens");
        test(field("Display name")).setValue("Acme Ovens");
        test(button()).click();

        assertThat(created).containsExactly("ovens: Acme Ovens");
    }

    @Test
    void an_error_at_the_name_goes_away_when_the_proposed_name_is_valid() {
        dialog.open();
        test(field("Name in addresses")).setValue("no blanks");
        test(field("Name in addresses")).setValue("");
        assertThat(field("Name in addresses").isInvalid()).isTrue();
        assertThat(button().isEnabled()).isFalse();

        test(field("Display name")).setValue("Acme");

        assertThat(field("Name in addresses").isInvalid()).isFalse();
        assertThat(button().isEnabled()).isTrue();
    }

    private TextField field(String label) {
        return find(TextField.class, dialog).withCaption(label).single();
    }

    private Button button() {
        return find(Button.class).withText("Create catalog").single();
    }
}
