data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  name     = "${var.prefix}-webhook"
  api_name = "${var.prefix}-webhooks"

  # the id, because version 6 of the provider warns of its name
  region  = data.aws_region.current.id
  account = data.aws_caller_identity.current.account_id
  queues  = "arn:${data.aws_partition.current.partition}:sqs:${local.region}:${local.account}"
  secrets = "arn:${data.aws_partition.current.partition}:secretsmanager:${local.region}:${local.account}:secret"
}
