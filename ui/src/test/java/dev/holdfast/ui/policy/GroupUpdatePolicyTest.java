package dev.holdfast.ui.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.html.Anchor;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.ui.fake.FakeFleet;
import dev.holdfast.ui.fake.FakePolicies;
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
    void an_inherited_policy_has_its_title_and_links_the_policy_of_the_group() {
        client.updates("title: by hand");
        assertThat(text()).contains("Version 1 of the catalog policy");
        GroupUpdatePolicy shown = new GroupUpdatePolicy(client, "contoso", group);
        assertThat(find(Anchor.class, shown).single().getHref()).endsWith("/policies/update-group-" + group.id());
    }

    private String text() {
        return new GroupUpdatePolicy(client, "contoso", group).getElement().getTextRecursively();
    }
}
