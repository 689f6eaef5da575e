# The environment behind plans/first.json.gz and plans/change.json.gz in the test resources of the commands; see ../README.md.
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

variable "environment" {
  default = "production"
}

variable "region" {
  default = "eu-central-1"
}

variable "cache_token" {
  default   = "canary-cache-token-0123"
  sensitive = true
}

variable "changed" {
  default = false
}

provider "aws" {
  region                      = var.region
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
  default_tags {
    tags = { environment = var.environment, owner = "shop" }
  }
}

module "network" {
  source = "./network"
  cidr   = "10.0.0.0/16"
  zones  = ["eu-central-1a", "eu-central-1b", "eu-central-1c"]
}

module "database" {
  source         = "./database"
  vpc_id         = module.network.vpc_id
  subnet_ids     = module.network.data_subnets
  client         = module.service.security_group_id
  instance_class = var.changed ? "db.r6g.xlarge" : "db.r6g.large"
  identifier     = var.changed ? "orders-db" : "orders"
}

module "service" {
  source          = "./service"
  name            = "web"
  vpc_id          = module.network.vpc_id
  public_subnets  = module.network.public_subnets
  private_subnets = module.network.private_subnets
  image           = var.changed ? "example/web:2" : "example/web:1"
  bucket_arn      = module.bucket["uploads"].arn
  database_url    = module.database.address
}

module "bucket" {
  source   = "./bucket"
  for_each = toset(var.changed ? ["uploads", "logs"] : ["uploads", "logs", "exports"])
  name     = each.key
}

resource "aws_security_group" "cache" {
  name        = "cache"
  description = "Sessions"
  vpc_id      = module.network.vpc_id
  ingress {
    description     = "Web service"
    from_port       = 6379
    to_port         = 6379
    protocol        = "tcp"
    security_groups = [module.service.security_group_id]
  }
}

resource "aws_elasticache_subnet_group" "cache" {
  name       = "cache"
  subnet_ids = module.network.data_subnets
}

resource "aws_elasticache_replication_group" "cache" {
  replication_group_id       = "sessions"
  description                = "Sessions"
  node_type                  = "cache.t4g.small"
  num_cache_clusters         = 2
  automatic_failover_enabled = true
  multi_az_enabled           = true
  transit_encryption_enabled = true
  at_rest_encryption_enabled = true
  auth_token                 = var.cache_token
  subnet_group_name          = aws_elasticache_subnet_group.cache.name
  security_group_ids         = [aws_security_group.cache.id]
}

resource "aws_dynamodb_table" "carts" {
  name         = "carts"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
  attribute {
    name = "id"
    type = "S"
  }
  point_in_time_recovery {
    enabled = true
  }
}

resource "aws_sqs_queue" "orders" {
  name                       = "orders"
  sqs_managed_sse_enabled    = true
  visibility_timeout_seconds = var.changed ? 60 : 30
}
