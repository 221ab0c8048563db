package dev.holdfast.ui.claim;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.product.ProductView;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.job.DeviceJobClient;
import dev.holdfast.ui.product.ProductClient;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Adds devices in three steps: trust the manufacturer, import its endorsement list, claim the devices. */
@Route("c/:catalog/devices/add")
public class AddDevicesView extends CatalogPage {
    private final transient EndorsementClient endorsements;
    private final transient ClaimClient claims;
    private final transient ProductClient products;
    private final transient DeviceJobClient jobs;

    public AddDevicesView(
            SignedIn signedIn,
            @RestClient EndorsementClient endorsements,
            @RestClient ClaimClient claims,
            @RestClient ProductClient products,
            @RestClient DeviceJobClient jobs) {
        super(signedIn, text("add-devices.title"));
        addParent(text("devices.title"), Links::devices);
        this.endorsements = endorsements;
        this.claims = claims;
        this.products = products;
        this.jobs = jobs;
    }

    @Override
    protected void show(Visit visit) {
        removeAll();
        if (!visit.may(Role.CONTRIBUTOR)) {
            add(
                    new PageHeader(title()),
                    new EmptyState(
                            Icon.DEVICE,
                            text("add-devices.denied.title"),
                            text("add-devices.denied.text"),
                            new Anchor(Links.devices(visit.catalog()), text("add-devices.show-devices"))));
            return;
        }
        boolean owner = signedIn().me().installationOwner();
        List<ProductView> all = products.products(visit.catalog());
        List<ClaimList.Target> groups = groups(visit, all);
        ClaimPanel claim = new ClaimPanel(
                claims,
                jobs,
                visit.catalog(),
                Stream.concat(groups.stream(), Stream.of(ClaimList.Target.NONE)).toList());
        Panel claiming = new Panel(text("add-devices.claim"));
        if (groups.isEmpty()) {
            claiming.add(noGroup(visit, all.isEmpty()));
        }
        claiming.add(claim);
        OrderedList steps = Styled.as(
                "hf-adding",
                new OrderedList(
                        new ListItem(new Panel(text("add-devices.trust"), new ManufacturersPanel(endorsements, owner))),
                        new ListItem(new Panel(
                                text("add-devices.import"),
                                new ImportPanel(endorsements, visit.catalog(), owner, claim::offer))),
                        new ListItem(claiming)));
        add(new PageHeader(title()).say(text("add-devices.steps")), steps);
    }

    /** Returns the groups by product. The first one of a product is preselected, so groups that take applications come first. */
    private List<ClaimList.Target> groups(Visit visit, List<ProductView> all) {
        return all.stream()
                .flatMap(product -> products.groups(visit.catalog(), product.name()).stream()
                        .sorted(Comparator.comparing(
                                group -> !group.updatePolicy().equals("UpdateAll"))))
                .map(group -> new ClaimList.Target(group.product(), group.name()))
                .toList();
    }

    private static Component noGroup(Visit visit, boolean noProduct) {
        return noProduct
                ? new Paragraph(
                        new Text(text("add-devices.no-product") + " "),
                        new Anchor(Links.products(visit.catalog()) + "?new", text("add-devices.no-product.create")))
                : new Paragraph(
                        new Text(text("add-devices.no-group") + " "),
                        new Anchor(Links.products(visit.catalog()), text("add-devices.show-products")));
    }
}
