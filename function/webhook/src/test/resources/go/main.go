// Writes go-rules.jsonl: what Go's standard library makes of inputs that Flux hands to it.
// Run with Go 1.26, which notification-controller 1.9 is built with: go run main.go > go-rules.jsonl
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"math/rand"
	"mime"
	"net/url"
	"os"
	"strings"
)

var out = json.NewEncoder(os.Stdout)

type rule struct {
	Rule  string `json:"rule"`
	Input string `json:"input"` // Base64
	With  string `json:"with,omitempty"`
	OK    bool   `json:"ok"`
}

var seen = map[rule]bool{}

// once leaves out what chance brought twice
func once(r rule, value any) {
	if !seen[r] {
		seen[r] = true
		out.Encode(struct {
			rule
			Value any `json:"value,omitempty"`
		}{r, value})
	}
}

func b64(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

func mediaType(s string) {
	t, _, err := mime.ParseMediaType(s)
	if err != nil {
		once(rule{Rule: "media-type", Input: b64(s)}, nil)
	} else {
		once(rule{Rule: "media-type", Input: b64(s), OK: true}, t)
	}
}

// as in notification-controller
func anyJSON(s string) {
	found := false
	for _, v := range strings.Split(s, ",") {
		t, _, err := mime.ParseMediaType(v)
		if err != nil {
			break
		}
		if t == "application/json" {
			found = true
			break
		}
	}
	once(rule{Rule: "any-json", Input: b64(s), OK: found}, nil)
}

func form(s string) {
	_, err := url.ParseQuery(s)
	once(rule{Rule: "form", Input: b64(s), OK: err == nil}, nil)
}

func fold(a, b string) {
	once(rule{Rule: "fold", Input: b64(a), With: b64(b), OK: strings.EqualFold(a, b)}, nil)
}

func payload(s string) {
	var body map[string]any
	err := json.NewDecoder(bytes.NewReader([]byte(s))).Decode(&body)
	switch {
	case err != nil:
		once(rule{Rule: "payload", Input: b64(s)}, nil)
	case body == nil:
		once(rule{Rule: "payload", Input: b64(s), OK: true}, map[string]any{})
	default:
		once(rule{Rule: "payload", Input: b64(s), OK: true}, body)
	}
}

func main() {
	random := rand.New(rand.NewSource(1))
	pick := func(from []string) string { return from[random.Intn(len(from))] }

	types := []string{"", " ", "json", "application/json", " application/json ", "APPLICATION/JSON", "application/", "/json",
		"application/json/x", "application /json", "application/ json", "application/json x", "application//json", "text/plain",
		"application/x-www-form-urlencoded", "appl\u0130cation/json", "application/jso\u00f1", "\u00a0application/json\u3000",
		"application/json\x00", "application/{json}", "application/problem+json", "application/vnd.github+json", "a/b\u2028", "*/*"}
	parameters := []string{"", ";", "; ", ";;", "; ;", " ;", ";charset", ";charset=", ";charset=utf-8", "; charset = utf-8", ";charset=\"utf-8\"",
		";charset=\"\"", ";charset=\"a", ";charset=\"a\\\"b\"", ";charset=\"a\\b\"", ";charset=\"a\nb\"", ";charset=a b", ";charset=a;charset=a",
		";charset=a;charset=b", ";charset=a;CHARSET=a", ";charset=a;CHARSET=A", ";a=1;b=2;", ";a=1; b=2 ;", ";a*=utf-8''x", ";a*0=x;a*1=y", ";a*0=x;a*0=y",
		";a*=bad", ";=x", ";a=\u00e9", ";a=\"\u00e9\"", ";a=1,b", ";\tv=1", ";\u00a0v=1", ";a==1", ";a=1;b", ";\"a\"=1", "; boundary=\"x;y\""}
	for _, t := range types {
		mediaType(t)
	}
	for _, p := range parameters {
		mediaType("application/json" + p)
	}
	for i := 0; i < 300; i++ {
		mediaType(pick(types) + pick(parameters) + pick(parameters))
	}
	for i := 0; i < 200; i++ {
		anyJSON(strings.Join([]string{pick(types) + pick(parameters), pick(types), "application/json"}, ","))
		anyJSON(pick(types) + pick(parameters) + "," + pick(types))
	}

	bits := []string{"payload=", "%7B", "%7b%22a%22", "%", "%z", "%4", "%zz", "&", "&&", "=", "+", ";", "a", "é", "\xff", "%FF", "%00", "\x00", "%%", "%25", " "}
	for i := 0; i < 300; i++ {
		s := ""
		for n := random.Intn(6); n >= 0; n-- {
			s += pick(bits)
		}
		form(s)
	}
	form("")
	form(strings.Repeat("&", 9999))
	form(strings.Repeat("&", 10000))

	names := []string{"", "push", "PUSH", "Push", " push", "push ", "pu\u017fh", "PU\u017fH", "k", "K", "\u212a", "\u00df", "\u1e9e", "ss", "i", "I",
		"\u0130", "\u0131", "\u03c3", "\u03c2", "\u03a3", "\u00e5", "\u212b", "\u01c4", "\u01c5", "\u01c6", "\u13a0", "\uab70", "\u10d0", "\u1c90",
		"\u0345", "\u03b9", "\u1fbe", "\U00010400", "\U00010428", "\ufb05", "\ufb06", "*", "pull_request", "pull_request_review", "Push Hook", "push hook"}
	for _, a := range names {
		for _, b := range names {
			if a != b && (strings.EqualFold(a, b) || random.Intn(12) == 0) {
				fold(a, b)
			}
		}
	}

	bodies := []string{"", " ", "{}", "null", "null x", "nul", "true", "1", "\"x\"", "[]", "[{}]", "{", "}", "{}x", "{} {", "{}{}", "{\"a\":1}\x00", "\ufeff{}", "\t\r\n {}",
		"\u00a0{}", "\x0b{}", "{'a':1}", "{a:1}", "{\"a\":1,}", "{,}", "{\"a\"}", "{\"a\":}", "{\"a\" : 1 , \"b\":2}", "{\"a\":1 \"b\":2}",
		"{\"a\":1,\"a\":2}", "{\"a\":{\"b\":1},\"a\":{\"c\":2}}", "{\"a\":[1,2],\"a\":[3]}", "{\"A\":1,\"a\":2}", "{\"\":1}",
		"{\"a\":01}", "{\"a\":-0}", "{\"a\":-}", "{\"a\":+1}", "{\"a\":.5}", "{\"a\":1.}", "{\"a\":1.5e3}", "{\"a\":1E+2}", "{\"a\":1e}", "{\"a\":1e400}", "{\"a\":-1e400}",
		"{\"a\":1e-400}", "{\"a\":9007199254740993}", "{\"a\":123456789012345678901234567890}", "{\"a\":NaN}", "{\"a\":Infinity}", "{\"a\":0x1}",
		"{\"a\":" + strings.Repeat("9", 400) + "}", "{\"a\":0." + strings.Repeat("1", 1200) + "}", "{\"a\":" + strings.Repeat("9", 300) + "}",
		"{\"a\":\"\x01\"}", "{\"a\":\"\x7f\"}", "{\"a\":\"\\u0000\"}", "{\"a\":\"\\x41\"}", "{\"a\":\"\\/\\b\\f\\n\\r\\t\\\\\\\"\"}", "{\"a\":\"\\'\"}",
		"{\"a\":\"\\ud800\"}", "{\"a\":\"\\udc00\"}", "{\"a\":\"\\ud83d\\ude00\"}", "{\"a\":\"\\ud83dx\"}", "{\"a\":\"\\ude00\\ud83d\"}", "{\"a\":\"\\ud83d\\ud83d\\ude00\"}", "{\"\\ud800\":1}",
		"{\"a\":\"\\u12\"}", "{\"a\":\"\\u12G4\"}", "{\"a\":\"\U0001F600\"}",
		"{\"a\":\"\xff\"}", "{\"a\":\"\xe2\x82\"}", "{\"a\":\"\xe2\x82\xff\"}", "{\"a\":\"\xed\xa0\x80\"}", "{\"a\":\"\xf0\x9f\x98\"}", "{\"a\":\"\xc0\xaf\"}", "{\"a\":\"\xf5\x80\x80\x80\"}",
		"{\"a\":\"\xed\xa0\xbd\xed\xb8\x80\"}", "{\"\xff\":1}", "{\xff:1}", "{}\xff", "{\"a\":\"x", "{\"a\":tru}", "{\"a\":True}", "{\"a\":nullx}", "{\"a\":[1,]}", "{\"a\":[}", "{\"a\":[1 2]}", "// x\n{}", "/**/{}", "{}//",
		"{\"a\":[null,true,false,1.0,\"x\",{},[]]}", "{\"a\":{\"b\":{\"c\":[[[]]]}}}", strings.Repeat("[", 10), "{\"a\":" + strings.Repeat("[", 800) + strings.Repeat("]", 800) + "}"}
	for _, s := range bodies {
		payload(s)
	}
	for i := 0; i < 400; i++ {
		s := []byte(pick(bodies))
		if len(s) > 200 || len(s) == 0 {
			continue
		}
		switch at := random.Intn(len(s)); random.Intn(3) {
		case 0:
			s = append(s[:at:at], s[at+1:]...)
		case 1:
			const odd = "{}[],:\"\\0eE.-+ \xff\x80"
			s[at] = odd[random.Intn(len(odd))]
		default:
			s = append(s[:at:at], append([]byte(pick(bodies)), s[at:]...)...)
		}
		if len(s) < 300 {
			payload(string(s))
		}
	}
}
