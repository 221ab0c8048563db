package dev.holdfast.ui.member;

import static dev.holdfast.ui.text.Texts.text;
import static dev.holdfast.ui.text.Texts.word;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.identity.MemberView;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.ui.component.Clause;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.text.Texts;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Texts about roles and their scopes. */
public final class RoleWords {
    /** Permissions that no token has, whatever its role. */
    private static final Set<Permission> NOT_BY_TOKEN = EnumSet.of(Permission.APPROVE, Permission.MANAGE_MEMBERS);

    private RoleWords() {}

    static Facts facts(MemberView member) {
        return new Facts().with(text("role.label"), word(member.role()));
    }

    static String permissions(Role role) {
        return permissions(role.permissions());
    }

    static String permissionsOfToken(Role role) {
        return permissions(role.permissions().stream()
                .filter(permission -> !NOT_BY_TOKEN.contains(permission))
                .toList());
    }

    private static String permissions(Collection<Permission> permissions) {
        return permissions.stream().map(Texts::word).collect(Collectors.joining("; "));
    }

    /** Describes a scope: without product the whole catalog, without group the whole product. */
    public static String scope(@Nullable String product, @Nullable String group) {
        if (product == null) {
            return text("scope.catalog");
        }
        return group == null ? product : product + " / " + group;
    }

    static Panel panel() {
        return new Panel(text("role-table.title"), table());
    }

    static RowTable table() {
        RowTable table = new RowTable(
                text("role-table.title"),
                Stream.concat(
                                Stream.of(text("role-table.permission")),
                                Arrays.stream(Role.values()).map(Texts::word))
                        .toArray(String[]::new));
        for (Permission permission : Permission.values()) {
            table.row(Stream.concat(
                            Stream.of(new Span(Clause.start(word(permission)))),
                            Arrays.stream(Role.values()).map(role -> mark(role.may(permission))))
                    .toArray(Component[]::new));
        }
        return table;
    }

    private static Component mark(boolean may) {
        return may
                ? new Div(Icon.CHECK.draw(), Styled.hidden(text("role-table.yes")))
                : new Div(Styled.hidden(text("role-table.no")));
    }
}
