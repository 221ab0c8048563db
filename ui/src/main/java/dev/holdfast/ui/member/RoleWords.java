package dev.holdfast.ui.member;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.identity.Act;
import dev.holdfast.contract.operator.identity.MemberView;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.ui.component.Clause;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.Styled;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How the console speaks of roles. */
public final class RoleWords {
    /** What a role is in that counts everywhere. */
    public static final String INSTALLATION = "Whole installation";

    private static final String TITLE = "What the roles may do";
    private static final Set<Act> NOT_BY_TOKEN = EnumSet.of(Act.APPROVE, Act.MANAGE_MEMBERS);

    private RoleWords() {}

    public static String name(Role role) {
        return Clause.start(role.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    static Facts now(MemberView member) {
        return new Facts().with("Role", name(member.role()));
    }

    static String words(Act act) {
        return switch (act) {
            case READ -> "read everything";
            case MANAGE_FLEET -> "manage products and groups, claim, move and tag devices";
            case HANDLE_ANOMALIES -> "settle anomalies";
            case WRITE_POLICIES -> "write and replay policies";
            case ACTIVATE_POLICIES -> "activate policies";
            case APPROVE -> "approve what others ask for";
            case PUBLISH -> "publish images and reference values, deploy";
            case ISSUE_CAPABILITIES -> "issue capability files, which open a device";
            case MANAGE_CATALOG ->
                "block and unclaim devices, revoke certificates, change settings and what needs approval";
            case MANAGE_MEMBERS -> "give and take roles, make tokens for services";
        };
    }

    static String meaning(Role role) {
        return meaning(role.acts());
    }

    static String meaningOfToken(Role role) {
        return meaning(
                role.acts().stream().filter(act -> !NOT_BY_TOKEN.contains(act)).toList());
    }

    private static String meaning(Collection<Act> acts) {
        return acts.stream().map(RoleWords::words).collect(Collectors.joining("; "));
    }

    public static String place(@Nullable String product, @Nullable String group) {
        if (product == null) {
            return "Whole catalog";
        }
        return group == null ? product : product + " / " + group;
    }

    static Panel panel() {
        return new Panel(TITLE, table());
    }

    static RowTable table() {
        RowTable table = new RowTable(
                TITLE,
                Stream.concat(Stream.of("Act"), Arrays.stream(Role.values()).map(RoleWords::name))
                        .toArray(String[]::new));
        for (Act act : Act.values()) {
            table.row(Stream.concat(
                            Stream.of(new Span(Clause.start(words(act)))),
                            Arrays.stream(Role.values()).map(role -> mark(role.may(act))))
                    .toArray(Component[]::new));
        }
        return table;
    }

    private static Component mark(boolean may) {
        return may ? new Div(Icon.CHECK.draw(), Styled.hidden("Yes")) : new Div(Styled.hidden("No"));
    }
}
