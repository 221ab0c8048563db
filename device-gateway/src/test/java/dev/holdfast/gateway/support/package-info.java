/** Support for tests: generated certificates, a fake backend, devices with TLS. */
@NullMarked
package dev.holdfast.gateway.support;

import org.jspecify.annotations.NullMarked;
