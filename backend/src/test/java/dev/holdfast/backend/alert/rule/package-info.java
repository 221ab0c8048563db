@NullMarked
package dev.holdfast.backend.alert.rule;

import org.jspecify.annotations.NullMarked;
