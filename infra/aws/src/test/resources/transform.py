"""Prints a template of SAM as CloudFormation makes it of it, in JSON.

usage: transform.py TEMPLATE PARAMETERS CODE_URI
PARAMETERS: JSON, the values of the template's parameters. CODE_URI: where the function's zip is, s3://BUCKET/KEY, which
`sam deploy` puts there.
"""

import json
import sys

from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

path, parameters, code_uri = sys.argv[1:]
with open(path, encoding="utf-8") as file:
    template = yaml_parse(file.read())
for resource in template["Resources"].values():
    if resource["Type"] == "AWS::Serverless::Function":
        resource["Properties"]["CodeUri"] = code_uri


class NoManagedPolicies:
    """The templates name none by its short name."""

    def load(self):
        return {}


print(json.dumps(transform(template, json.loads(parameters), NoManagedPolicies())))
