package dev.holdfast.ui.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.html.Anchor;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.ui.fake.FakeFleet;
import dev.holdfast.ui.fake.FakePolicies;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The update policy on the page of a device group, without a browser. */
class GroupUpdatePolicyTest extends BrowserlessTest {
    private final FakeFleet fleet = new FakeFleet();
    private final FakePolicies client = new FakePolicies(fleet);
    private final DeviceGroupView group = fleet.groups("Toaster").getFirst();

    /** Names a package without routes. */
    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.holdfast.ui.fake");
    }

    @Test
    void without_a_policy_the_setting_of_the_group_applies() {
        assertThat(text()).isEqualTo("The setting of the device group");
    }

    @Test
    void an_inherited_policy_shows_its_windows_and_links_the_policy_of_the_group() {
        UpdateForm form = UpdateForm.initial("Nights");
        client.updates(new UpdateForm(
                        form.title(),
                        form.description(),
                        form.what(),
                        List.of(
                                new UpdateForm.Window(List.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY), "22:00", "05:00"),
                                new UpdateForm.Window(List.of(DayOfWeek.SUNDAY), "08:00", "18:00")),
                        form.blackouts(),
                        form.deadlineDays(),
                        form.systemByRollout(),
                        form.tags(),
                        form.parts(),
                        form.osVersions(),
                        form.trust(),
                        form.deferHours(),
                        form.kilobitsPerSecond(),
                        form.meteredWaits())
                .yaml());
        assertThat(text())
                .contains(
                        "Version 1 of the catalog policy",
                        "Installs on Mon, Tue from 22:00 to 05:00",
                        "Installs on Sun from 08:00 to 18:00");
        GroupUpdatePolicy shown = new GroupUpdatePolicy(client, "contoso", group);
        assertThat(find(Anchor.class, shown).single().getHref()).endsWith("/policies/update-group-" + group.id());
    }

    @Test
    void a_policy_written_by_hand_shows_no_window() {
        client.updates("title: by hand");
        assertThat(text()).doesNotContain("Installs");
    }

    private String text() {
        return new GroupUpdatePolicy(client, "contoso", group).getElement().getTextRecursively();
    }
}
