.PHONY: build test demo down
build: ; mvn -B -q package
test:  ; packaging/test
demo:  ; packaging/demo
down:  ; packaging/demo down
