package dev.holdfast.ui.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.upload.FileRejectedEvent;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.router.RouteParameters;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.ExportMenu;
import dev.holdfast.ui.component.FileRefusals;
import dev.holdfast.ui.component.FilterBox;
import dev.holdfast.ui.fake.FakeExports;
import dev.holdfast.ui.fake.FakeFleet;
import dev.holdfast.ui.fake.FakeImages;
import dev.holdfast.ui.fake.FakeOperatorApi;
import dev.holdfast.ui.fake.FakeReferences;
import dev.holdfast.ui.fake.FakeSession;
import dev.holdfast.ui.shell.FilterParameter;
import dev.holdfast.ui.shell.Visit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The page of images, without a browser. */
class ImagesPageTest extends BrowserlessTest {
    private final FakeImages client = new FakeImages(new FakeFleet());

    /** Names a package without routes, because the tests create and show their views themselves. */
    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.holdfast.ui.fake");
    }

    @Test
    void a_filter_narrows_the_list_of_images() {
        ImagesView all = page("");
        int images = new FakeFleet().images().size();
        assertThat(text(all)).contains(images + " images");
        assertThat(test(grid(all)).size()).isEqualTo(images);

        ImagesView kettles = page("kettle");
        assertThat(text(kettles)).contains("1 image found");
        assertThat(test(grid(kettles)).size()).isEqualTo(1);
        assertThat(find(ExportMenu.class, kettles).all()).hasSize(1);
    }

    @Test
    void no_match_and_an_invalid_filter_show_different_texts() {
        ImagesView none = page("teapot");
        assertThat(text(none)).contains("0 images found");
        assertThat(find(Anchor.class, none).withText("Show all").single().getHref())
                .isEqualTo("c/contoso/images");

        ImagesView invalid = page("colour:red");
        assertThat(find(FilterBox.class, invalid).single().getErrorMessage()).contains("Character 1, at “colour:red”");
        assertThat(test(grid(invalid)).size()).isZero();
        assertThat(text(invalid)).doesNotContain("0 images");
        assertThat(find(ExportMenu.class, invalid).all()).isEmpty();
        assertThat(client.asked).containsExactly("teapot from null");
    }

    @Test
    void only_deployable_images_are_requested_for_a_deployment() {
        assertThat(client.deployable("contoso"))
                .hasSize(3)
                .allMatch(image -> ImageClient.DEPLOYABLE.contains(image.type()));
        assertThat(client.asked).containsExactly("type:Applications,CustomerBoardConfig from null");
    }

    @Test
    void a_long_list_is_read_while_the_user_scrolls() {
        client.times = 100;
        ImagesView view = page("");
        assertThat(text(view)).contains("At least 100 images");
        assertThat(client.asked).containsExactly("null from null");

        assertThat(test(grid(view)).getRow(150)).isInstanceOf(ImageView.class);

        assertThat(client.asked).containsExactly("null from null", "null from 100");
    }

    @Test
    void each_refused_file_keeps_its_message() {
        ImagesView view = page("", Role.PUBLISHER);
        Upload upload = find(Upload.class, view).single();

        ComponentUtil.fireEvent(upload, new FileRejectedEvent(upload, "Too large", "kettle.imagepackage"));
        ComponentUtil.fireEvent(upload, new FileRejectedEvent(upload, "Too large", "toaster.imagepackage"));

        assertThat(find(FileRefusals.class, view).single().getElement().getTextRecursively())
                .contains("kettle.imagepackage was not uploaded", "toaster.imagepackage was not uploaded");
    }

    @Test
    void checks_tell_which_device_groups_an_image_fits_and_why_not() {
        Component actions = test(grid(page("kettle"))).getCellComponent(0, 6);

        test(find(Button.class, actions).withText("Checks").single()).click();

        assertThat(find(Dialog.class).single().getElement().getTextRecursively())
                .contains("interface 3 version 17")
                .contains("Kettle / Field", "Fits")
                .contains("Kettle / Lab", "Does not fit: it has 2.0 KiB, and the part has room for 1.0 KiB.")
                .contains("Toaster / Field", "it needs version 17 of interface 3")
                .contains("the operating system provides version 16");
    }

    @SuppressWarnings("unchecked")
    private Grid<ImageView> grid(ImagesView view) {
        return find(Grid.class, view).single();
    }

    private ImagesView page(String filter) {
        return page(filter, Role.READER);
    }

    private ImagesView page(String filter, Role role) {
        ImagesView view = new ImagesView(
                new SignedIn(new FakeSession(FakeOperatorApi.owner())),
                client,
                new FakeReferences(false),
                new FakeExports());
        UI.getCurrent().removeAll();
        UI.getCurrent().add(view);
        view.show(new Visit("contoso", List.of(role), RouteParameters.empty(), FilterParameter.with(filter, Map.of())));
        return view;
    }

    private static String text(ImagesView view) {
        return view.getElement().getTextRecursively();
    }
}
