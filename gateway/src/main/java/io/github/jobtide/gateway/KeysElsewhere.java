package io.github.jobtide.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.net.KeyCertOptions;
import java.security.NoSuchAlgorithmException;
import java.util.function.Function;
import javax.net.ssl.KeyManagerFactory;
import org.jspecify.annotations.Nullable;

/** Vert.x wants to be told of a key before it speaks TLS; the engine that it is given has keys of its own, and asks for none of these. */
final class KeysElsewhere implements KeyCertOptions {
    @Override
    public KeyCertOptions copy() {
        return this;
    }

    @Override
    public KeyManagerFactory getKeyManagerFactory(Vertx vertx) throws NoSuchAlgorithmException {
        return KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    }

    @Override
    public Function<String, @Nullable KeyManagerFactory> keyManagerFactoryMapper(Vertx vertx) {
        return _ -> null;
    }
}
