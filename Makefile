.PHONY: build inner test demo down
build: ; mvn -B -q package
inner: ; mvn -B -q test-compile surefire:test@default-test
test:  ; packaging/test
demo:  ; packaging/demo
down:  ; packaging/demo down
